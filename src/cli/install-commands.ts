import type { Command } from 'commander'
import type { InstallOptions } from './install.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import type { UndoOptions } from './undo.ts'
import type { HelpWords } from './words.ts'

/** The program's own --dry-run takes the word, wherever it stands. */
const dryRunOf = ({ dryRun }: GlobalOptions): { readonly dryRun?: true } =>
  dryRun === true ? { dryRun } : {}

/** The commands that change the machine. */
export const addInstall = (
  program: Command,
  {
    words,
    context,
    ended,
  }: {
    readonly words: HelpWords
    readonly context: RunContext
    readonly ended: (code: number) => void
  },
): void => {
  const globals = (): GlobalOptions => program.opts<GlobalOptions>()
  program
    .command('install <tool> [version]')
    .description(words.install)
    .option('--bin-dir <folder>', words.binDir)
    .option('--beside', words.beside)
    .option('--link', words.link)
    .option('--completion', words.shellCompletion)
    .option('--alias', words.alias)
    .action(
      async (
        asked: string,
        version: string | undefined,
        options: Omit<InstallOptions, 'mirror' | 'dryRun'>,
      ) => {
        const { install } = await import('./install.ts')
        // A mirror of files is judged by the command itself: it may also be a folder.
        const { mirror = [], ...others } = globals()
        ended(
          await install(
            { asked, version },
            { ...options, ...dryRunOf(others), mirror },
            others,
            context,
          ),
        )
      },
    )
  program
    .command('uninstall <tool>')
    .description(words.uninstall)
    .option('--bin-dir <folder>', words.binDir)
    .action(async (asked: string, options: UndoOptions) => {
      const { uninstall } = await import('./undo.ts')
      ended(await uninstall(asked, { ...options, ...dryRunOf(globals()) }, globals(), context))
    })
}
