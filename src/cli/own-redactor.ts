import { builtIn } from '../profiles/built-in.ts'
import { calledSo } from '../report/calling.ts'
import { terminalRedactor } from '../report/redact.ts'
import type { Redactor } from '../report/redact.ts'
import { secretsIn } from '../report/secrets-in.ts'
import type { GlobalOptions } from './program.ts'

/** Without them a command of ours would speak of another course, or not know the classroom's mirror. */
const askedFor = ({
  profile,
  sha256,
  mirror = [],
  allowPair,
}: GlobalOptions): readonly string[] => [
  ...(profile === builtIn[0].id ? [] : ['--profile', profile]),
  ...(sha256 === undefined ? [] : ['--sha256', sha256]),
  ...mirror.flatMap((url) => ['--mirror', url]),
  ...(allowPair === true ? ['--allow-pair'] : []),
]

/** For who sits at this machine: secrets go, and commands of ours work from where we were called and do what was asked for. */
export const ownRedactor = (options: GlobalOptions): Redactor =>
  calledSo(terminalRedactor(secretsIn(process.env)), {
    // npm says so of what npx runs.
    npx: process.env['npm_command'] === 'exec',
    options: askedFor(options),
  })
