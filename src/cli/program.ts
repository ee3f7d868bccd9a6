import { Command, CommanderError, Option } from 'commander'
import type { HelpConfiguration } from 'commander'
import pkg from '../../package.json' with { type: 'json' }
import { languageNames } from '../messages/language.ts'
import type { LanguageName } from '../messages/language.ts'
import { commands } from './commands.ts'
import { addInstall } from './install-commands.ts'
import { print } from './output.ts'
import { detectLanguage } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { helpWords } from './words.ts'
import type { HelpWords } from './words.ts'

/** Options of every command, as commander hands them over. */
export interface GlobalOptions {
  readonly profile: string
  readonly sha256?: string
  readonly only?: string
  readonly skip?: string
  readonly json?: true
  readonly output?: string
  readonly label?: string
  readonly lang?: LanguageName
  readonly offline?: true
  readonly timeout: number
  readonly verbose?: true
  readonly color: boolean
  readonly list?: true
  readonly mirror?: readonly string[]
  readonly fix?: true
  readonly dryRun?: true
  readonly yes?: true
  readonly allowPair?: true
  /** False with --no-start. */
  readonly start: boolean
  /** Seconds. */
  readonly startTimeout?: number
}

export const defaultProfile = 'kubernetes-intro'
const defaultTimeout = 30
const known = [...commands, 'help'] as const

const seconds =
  (flag: string, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isFinite(value) || value <= 0 || value > most)
      throw new UsageError(`${flag} wants seconds between 1 and ${most}, not "${text}"`)
    return value
  }

/** An option that may be given several times. */
const several = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
]

/** Without the command that `run` is given. */
const ownWords = (argv: readonly string[]): readonly string[] => {
  const at = argv.indexOf('--')
  return at < 0 ? argv : argv.slice(0, at)
}

/** `--lang` must speak before commander does, so that help and errors are in it too. */
const askedLanguage = (words: readonly string[]): LanguageName | undefined => {
  const argv = ownWords(words)
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const value =
    argv[at]?.startsWith('--lang=') === true ? argv[at]?.slice('--lang='.length) : argv[at + 1]
  return at < 0 ? undefined : languageNames.find((name) => name === value)
}

const addOptions = (program: Command, words: HelpWords): void => {
  program
    .option('-p, --profile <course>', words.profile, defaultProfile)
    .option('--sha256 <digest>', words.sha256)
    .option('--only <list>', words.only)
    .option('--skip <list>', words.skip)
    .option('--json', words.json)
    .option('-o, --output <file>', words.output)
    .option('--label <text>', words.label)
    .addOption(new Option('--lang <language>', words.lang).choices(languageNames))
    .option('--mirror <url>', words.mirror, several)
    .option('--offline', words.offline)
    .option('--timeout <seconds>', words.timeout, seconds('--timeout', 3600), defaultTimeout)
    .option('-v, --verbose', words.verbose)
    .option('--no-color', words.colour)
    .option('--fix', words.fix)
    .option('--dry-run', words.dryRun)
    .option('-y, --yes', words.yes)
    .option('--allow-pair', words.allowPair)
    .option('--no-start', words.noStart)
    .option('--start-timeout <seconds>', words.startTimeout, seconds('--start-timeout', 4 * 3600))
    .option('--list', words.list)
    .version(pkg.version, '-V, --version', words.version)
    .helpOption('-h, --help', words.help)
    .addHelpText('after', `\n${words.epilogue}`)
}

/** Commander's own words in the reader's language. */
const helpIn = (words: HelpWords): HelpConfiguration => {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words.usage,
    'Options:': words.options,
    'Commands:': words.commands,
  }
  return {
    styleTitle: (title) => titles[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const choices = argChoices === undefined ? [] : [argChoices.join(', ')]
      const standard =
        typeof defaultValue === 'string' || typeof defaultValue === 'number'
          ? [`${words.standard} ${defaultValue}`]
          : []
      const more = [...choices, ...standard]
      return more.length === 0 ? description : `${description} (${more.join('; ')})`
    },
  }
}

/** A mistyped command would otherwise be "too many arguments". */
const refuseUnknown = (argv: readonly string[]): void => {
  const [first] = argv
  if (first === undefined || first.startsWith('-') || known.some((name) => name === first)) return
  const near = known.find((name) => name.startsWith(first.slice(0, 2)))
  const hint = near === undefined ? 'see k8s-doctor --help' : `did you mean "${near}"?`
  throw new UsageError(`there is no command "${first}"; ${hint}`)
}

const refuseNonsense = (options: GlobalOptions): void => {
  const { fix, dryRun, yes, start, startTimeout, sha256 } = options
  if (sha256 !== undefined && !/^[a-f0-9]{64}$/i.test(sha256))
    throw new UsageError('--sha256 wants 64 hexadecimal digits')
  const ofFix = [
    ...(dryRun === true ? ['--dry-run'] : []),
    ...(yes === true ? ['--yes'] : []),
    ...(start ? [] : ['--no-start']),
    ...(startTimeout === undefined ? [] : ['--start-timeout']),
  ]
  if (fix !== true && ofFix[0] !== undefined) throw new UsageError(`${ofFix[0]} belongs to --fix`)
}

const isGiven = (argv: readonly string[], ...names: readonly string[]): boolean =>
  ownWords(argv).some((word) => names.includes(word))

/** Reads the command line and runs what it asks for; the commands load when they are used. Throws `UsageError`. */
export const run = async (argv: readonly string[]): Promise<number> => {
  refuseUnknown(argv)
  const language = detectLanguage(askedLanguage(argv), process.env, process.platform)
  if (isGiven(argv, '-V', '--version') && isGiven(argv, '-v', '--verbose')) {
    const { versionLines } = await import('./version-lines.ts')
    await print(versionLines(pkg.version, language))
    return 0
  }
  const words = helpWords[language]
  const context = { language, version: pkg.version }
  let exit = 0
  const ended = (code: number): void => {
    exit = code
  }
  const said: string[] = []
  const program = new Command('k8s-doctor')
    .description(words.description)
    .exitOverride()
    .configureHelp(helpIn(words))
    .configureOutput({
      writeOut: (text) => said.push(text),
      writeErr: () => undefined,
    })
    .helpCommand(false)
  addOptions(program, words)
  program.action(async (options: GlobalOptions) => {
    refuseNonsense(options)
    exit =
      options.fix === true
        ? await (await import('./fix.ts')).fix(options, context)
        : await (await import('./check.ts')).check(options, context)
  })
  program
    .command('route')
    .description(words.route)
    .action(async () => {
      const { route } = await import('./route.ts')
      exit = await route(program.opts<GlobalOptions>(), context)
    })
  program
    .command('explain [code]')
    .description(words.explain)
    .option('--check', words.check)
    .action(async (asked: string | undefined, options: { readonly check?: true }) => {
      const { explain } = await import('./explain.ts')
      exit = await explain(asked, { ...program.opts<GlobalOptions>(), ...options }, context)
    })
  program
    .command('run [command...]')
    .description(words.run)
    .option('--check', words.check)
    .action(async (command: readonly string[], options: { readonly check?: true }) => {
      const { runCommand } = await import('./run-command.ts')
      exit = await runCommand(command, { ...program.opts<GlobalOptions>(), ...options }, context)
    })
  addInstall(program, { words, context, ended })
  program
    .command('record [file]')
    .description(words.record)
    .action(async (file: string | undefined) => {
      const { record } = await import('./record.ts')
      exit = await record(file, program.opts<GlobalOptions>(), context)
    })
  program
    .command('profile <action> [course]')
    .description(words.profiles)
    .action(async (action: string, course: string | undefined) => {
      const { profile } = await import('./profile.ts')
      exit = await profile(action, course, program.opts<GlobalOptions>(), context)
    })
  program
    .command('undo [what]')
    .description(words.undo)
    .action(async (what: string | undefined) => {
      const { undo } = await import('./undo-any.ts')
      exit = await undo(what, program.opts<GlobalOptions>(), context)
    })
  program
    .command('completion <shell>')
    .description(words.completion)
    .action(async (shell: string) => {
      const { completion } = await import('./completion.ts')
      exit = await completion(shell)
    })
  for (const command of program.commands) command.helpOption('-h, --help', words.help)
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    await print(said.join(''))
    const before = argv[0] === 'run' && !argv.includes('--') ? '; put -- before the command' : ''
    if (error.exitCode !== 0)
      throw new UsageError(`${error.message.replace(/^error: /, '')}${before}`)
  }
  return exit
}

/** What every command knows about the run. */
export interface RunContext {
  readonly language: LanguageName
  readonly version: string
}
