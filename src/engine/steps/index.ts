import type { Step } from '../../model/step.ts'
import { StepError } from '../../model/write-host.ts'
import type { AnyInterpreter, Interpreter } from './interpreter.ts'

// Stand-in until the interpreters are merged.
type Of<K extends Step['kind']> = Extract<Step, { readonly kind: K }>

const writeFile: Interpreter<Of<'write-file'>> = {
  kind: 'write-file',
  reversibility: 'atomic',
  stale: [],
  isDone: async ({ path, content }, host) => (await host.readText(path)) === content,
  prepare: async ({ path, content }, host) => ({
    path,
    before: (await host.readText(path)) ?? null,
    after: content,
  }),
  perform: async ({ path, content, mode }, host) =>
    host.writeAtomic(path, content, mode === undefined ? {} : { mode }),
  revert: async ({ path, before, after }, host) => {
    if (typeof path !== 'string') throw new StepError('unparsable', 'no path')
    const now = await host.readText(path)
    if (now === (before ?? undefined)) return
    if (now !== after) throw new StepError('refused', `${path} has changed since`)
    await (typeof before === 'string' ? host.writeAtomic(path, before) : host.remove(path))
  },
}

const service: Interpreter<Of<'service'>> = {
  kind: 'service',
  reversibility: 'compensable',
  stale: ['docker-version'],
  isDone: async () => false,
  prepare: async ({ unit }) => ({ unit }),
  perform: async ({ unit, action }, host) => {
    const verb = action === 'start' ? ['enable', '--now'] : ['restart']
    const { exitCode, stderr } = await host.runChanging(['systemctl', ...verb, unit], {
      deadlineMs: 90_000,
      as: 'root',
    })
    if (exitCode !== 0) throw new StepError('failed', stderr)
  },
  revert: async () => undefined,
}

const missing = (
  kind: Step['kind'],
  reversibility: AnyInterpreter['reversibility'],
): AnyInterpreter => ({
  kind,
  reversibility,
  stale: [],
  isDone: async () => false,
  prepare: async () => undefined,
  perform: async () => {
    throw new StepError('not-supported', `${kind} is not built yet`)
  },
  revert: async () => undefined,
})

/** How each kind of step is done and undone. */
export const interpreters: Readonly<Record<Step['kind'], AnyInterpreter>> = {
  'write-file': writeFile,
  'remove-file': missing('remove-file', 'atomic'),
  symlink: missing('symlink', 'atomic'),
  'merge-json': missing('merge-json', 'atomic'),
  'text-block': missing('text-block', 'atomic'),
  'install-tool': missing('install-tool', 'atomic'),
  service,
  'group-member': missing('group-member', 'compensable'),
  chown: missing('chown', 'compensable'),
  sysctl: missing('sysctl', 'compensable'),
  packages: missing('packages', 'irreversible'),
  'prune-images': missing('prune-images', 'irreversible'),
  'delete-profile': missing('delete-profile', 'irreversible'),
  'delete-leftovers': missing('delete-leftovers', 'irreversible'),
  'update-context': missing('update-context', 'irreversible'),
  'minikube-start': missing('minikube-start', 'irreversible'),
  'set-clock': missing('set-clock', 'irreversible'),
}
