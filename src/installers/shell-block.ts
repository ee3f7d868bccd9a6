import type { Shell } from './path-line.ts'

export const blockBegin = '# >>> k8s-doctor >>>'
export const blockEnd = '# <<< k8s-doctor <<<'

/** What a person can have added to a shell's start file. */
export type Extra = 'completion' | 'alias'

type Tool = 'minikube' | 'kubectl'

/** `command` passes over the alias; macOS' bash 3.2 reads nothing from `source <(…)`; zsh's own completion may be asleep. */
const completions: Readonly<Record<Shell, (tool: Tool) => string>> = {
  bash: (tool) =>
    `type -P ${tool} >/dev/null && eval "$(command ${tool} completion bash 2>/dev/null)"`,
  zsh: (tool) =>
    `whence -p ${tool} >/dev/null && { (( $+functions[compdef] )) || { autoload -Uz compinit && compinit } } && source <(command ${tool} completion zsh 2>/dev/null)`,
  fish: (tool) => `command -q ${tool}; and command ${tool} completion fish 2>/dev/null | source`,
}

/** Source: minikube handbook, kubectl. fish reads the same words. */
const alias = "alias kubectl='minikube kubectl --'"

/** The lines a tool's extras are made of; only kubectl has an alias. Pure. */
export const extraLines = (
  shell: Shell,
  tool: Tool,
  extras: readonly Extra[],
): readonly string[] => [
  ...(extras.includes('completion') ? [completions[shell](tool)] : []),
  ...(extras.includes('alias') && tool === 'kubectl' ? [alias] : []),
]

export interface BlockChange {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

const occurrences = (lines: readonly string[], marker: string): readonly number[] =>
  lines.flatMap((line, index) => (line.includes(marker) ? [index] : []))

/**
 * The text with the lines of our block added or removed, everything else untouched; a block without lines is gone. Undefined where
 * the markers do not stand alone, once and in order: somebody changed them, and what is between is no longer ours to judge. Pure.
 */
export const editBlock = (
  text: string,
  { add = [], remove = [] }: BlockChange,
): string | undefined => {
  const lines = text.split('\n')
  const begins = occurrences(lines, blockBegin)
  const ends = occurrences(lines, blockEnd)
  const [begin = lines.length, end = -1] = [begins[0], ends[0]]
  const absent = begins.length === 0 && ends.length === 0
  const whole =
    begins.length === 1 &&
    ends.length === 1 &&
    begin < end &&
    lines[begin] === blockBegin &&
    lines[end] === blockEnd
  if (!absent && !whole) return undefined
  const present = whole ? lines.slice(begin + 1, end) : []
  const kept = present.filter((line) => !remove.includes(line))
  const inside = [...kept, ...add.filter((line) => !kept.includes(line))]
  const block = inside.length === 0 ? [] : [blockBegin, ...inside, blockEnd]
  if (whole) return [...lines.slice(0, begin), ...block, ...lines.slice(end + 1)].join('\n')
  if (block.length === 0) return text
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  return `${text}${gap}${block.join('\n')}\n`
}

/** The start file of a shell, below the home directory unless its own variable says otherwise. Source: bash(1), zsh(1), fish(1). Pure. */
export const startFile = (
  shell: Shell,
  home: string,
  os: string,
  env: Readonly<Record<string, string | undefined>>,
): string => {
  const set = (name: string): string | undefined => (env[name] === '' ? undefined : env[name])
  switch (shell) {
    case 'bash':
      // Terminals on macOS open login shells, which do not read .bashrc.
      return `${home}/${os === 'darwin' ? '.bash_profile' : '.bashrc'}`
    case 'zsh':
      return `${set('ZDOTDIR') ?? home}/.zshrc`
    case 'fish':
      return `${set('XDG_CONFIG_HOME') ?? `${home}/.config`}/fish/config.fish`
  }
}
