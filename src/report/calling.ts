import type { Argv } from '../model/value.ts'
import type { Redactor } from './redact.ts'

/** How this run was called, as far as another call of ours must repeat it. */
export interface Calling {
  /** There is no `k8s-doctor` on PATH: npx runs it. */
  readonly npx: boolean
  /** The course, the mirrors and the choice of this run. */
  readonly options: readonly string[]
}

/** What goes on with this run's work. */
const goesOn: ReadonlySet<string | undefined> = new Set([
  undefined,
  'install',
  'route',
  '--fix',
  '--allow-pair',
])

/** A command as this reader can use it: ours with what this run was told, and through npx where there is no other way. Pure. */
export const asCalled = (argv: Argv, { npx, options }: Calling): Argv => {
  const [program, ...words] = argv
  if (program !== 'k8s-doctor') return argv
  const [next] = words
  const repeated = goesOn.has(next) ? options.filter((option) => option !== next) : []
  const whole: Argv = [program, ...repeated, ...words]
  return npx ? ['npx', ...whole] : whole
}

/** The same redactor, through which every command leaf passes on its way to a reader, for commands that are called so. Pure. */
export const calledSo = (redactor: Redactor, calling: Calling): Redactor => ({
  ...redactor,
  leaf: (leaf) =>
    redactor.leaf(
      leaf.tag === 'command' ? { ...leaf, value: asCalled(leaf.value, calling) } : leaf,
    ),
})
