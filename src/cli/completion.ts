import { checks } from '../checks/index.ts'
import { languageNames } from '../messages/language.ts'
import { areas } from '../model/check.ts'
import type { AnyCheck } from '../model/check.ts'
import { builtIn } from '../profiles/built-in.ts'
import { commands } from './commands.ts'
import { print } from './output.ts'
import { UsageError } from './usage-error.ts'

const list: readonly AnyCheck[] = checks
const ids = list.map(({ id }) => id)
const codes = list.flatMap(({ id, problems }) => Object.keys(problems).map((key) => `${id}/${key}`))
const used = areas.filter((area) => ids.some((id) => id.startsWith(`${area}/`)))
const words = {
  commands,
  tools: ['minikube', 'kubectl'],
  flags: [
    '--profile',
    '--sha256',
    '--only',
    '--skip',
    '--json',
    '--output',
    '--label',
    '--lang',
    '--mirror',
    '--offline',
    '--timeout',
    '--verbose',
    '--no-color',
    '--fix',
    '--dry-run',
    '--yes',
    '--allow-pair',
    '--no-start',
    '--start-timeout',
    '--list',
    '--version',
    '--help',
  ],
  profiles: builtIn.map(({ id }) => id),
  selectable: [...used, ...ids],
  explained: [...ids, ...codes],
  actions: ['list', 'show', 'lint'],
  shells: ['bash', 'zsh', 'fish'],
  installing: [
    '--bin-dir',
    '--dry-run',
    '--mirror',
    '--beside',
    '--link',
    '--completion',
    '--alias',
  ],
  undoing: ['--list', '--dry-run'],
}

const joined = (of: readonly string[]): string => of.join(' ')

const bash = (): string => `# bash completion for k8s-doctor: source this file
_k8s_doctor() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words
  case $prev in
    -p|--profile|show) words='${joined(words.profiles)}' ;;
    --only|--skip) words='${joined(words.selectable)}' ;;
    --lang) words='${joined(languageNames)}' ;;
    explain) COMPREPLY=($(compgen -W '${joined(words.explained)}' -- "$cur") $(compgen -f -- "$cur")); return ;;
    run) words='--' ;;
    --) COMPREPLY=($(compgen -c -- "$cur")); return ;;
    profile) words='${joined(words.actions)}' ;;
    completion) words='${joined(words.shells)}' ;;
    install|uninstall) words='${joined(words.tools)}' ;;
    minikube|kubectl) words='${joined(words.installing)}' ;;
    undo) words='${joined(words.undoing)}' ;;
    --bin-dir|--mirror) COMPREPLY=($(compgen -d -- "$cur")); return ;;
    -o|--output|record|lint) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    *) words='${joined([...words.commands, ...words.flags])}' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _k8s_doctor k8s-doctor
`

const zsh = (): string => `#compdef k8s-doctor
# zsh completion for k8s-doctor: put this file into a folder of $fpath as _k8s-doctor, or source it
_k8s_doctor() {
  local prev=\${words[CURRENT-1]}
  case $prev in
    -p|--profile|show) compadd -- ${joined(words.profiles)} ;;
    --only|--skip) compadd -- ${joined(words.selectable)} ;;
    --lang) compadd -- ${joined(languageNames)} ;;
    explain) compadd -- ${joined(words.explained)}; _files ;;
    run) compadd -- -- ;;
    --) _command_names ;;
    profile) compadd -- ${joined(words.actions)} ;;
    completion) compadd -- ${joined(words.shells)} ;;
    install|uninstall) compadd -- ${joined(words.tools)} ;;
    minikube|kubectl) compadd -- ${joined(words.installing)} ;;
    undo) compadd -- ${joined(words.undoing)} ;;
    --bin-dir|--mirror) _files -/ ;;
    -o|--output|record|lint) _files ;;
    *) compadd -- ${joined([...words.commands, ...words.flags])} ;;
  esac
}
compdef _k8s_doctor k8s-doctor
`

const fish = (): string => {
  const after = (command: string, of: readonly string[]): string =>
    `complete -c k8s-doctor -f -n '__fish_seen_subcommand_from ${command}' -a '${joined(of)}'`
  const option = (flag: string, of: readonly string[]): string =>
    `complete -c k8s-doctor -l ${flag} -x -a '${joined(of)}'`
  const plain = words.flags
    .map((flag) => flag.slice(2))
    .filter((flag) => !['profile', 'only', 'skip', 'lang', 'output', 'label'].includes(flag))
  return [
    '# fish completion for k8s-doctor: save as ~/.config/fish/completions/k8s-doctor.fish',
    `complete -c k8s-doctor -f -n '__fish_use_subcommand' -a '${joined(words.commands)}'`,
    option('profile', words.profiles),
    option('only', words.selectable),
    option('skip', words.selectable),
    option('lang', languageNames),
    'complete -c k8s-doctor -l output -r -F',
    'complete -c k8s-doctor -l label -x',
    ...plain.map((flag) => `complete -c k8s-doctor -l ${flag}`),
    after('explain', words.explained),
    "complete -c k8s-doctor -F -n '__fish_seen_subcommand_from explain'",
    "complete -c k8s-doctor -x -n '__fish_seen_subcommand_from run' -a '(__fish_complete_subcommand)'",
    after('profile', words.actions),
    after('completion', words.shells),
    after('install', [...words.tools, ...words.installing]),
    after('uninstall', words.tools),
    after('undo', words.undoing),
    '',
  ].join('\n')
}

const scripts: Readonly<Record<string, () => string>> = { bash, zsh, fish }

/** `completion SHELL`: the script to source. Throws `UsageError` for another shell. */
export const completion = async (shell: string): Promise<number> => {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  if (script === undefined)
    throw new UsageError(`completion knows ${words.shells.join(', ')}, not "${shell}"`)
  await print(script())
  return 0
}
