/** What somebody else may put into any text: each steers a terminal, a log or its reader, or is a command to a CI. */
export const payloads: readonly string[] = [
  '\u001B]0;pwned\u0007',
  '\u001B]52;c;cHduZWQ=\u0007',
  '\u001B]8;;http://evil.example\u001B\\click\u001B]8;;\u001B\\',
  '\u001B[2J\u001B[1;1H',
  '\u001B[8mhidden',
  '\u001BP1$r0m\u001B\\',
  '\u001Bc',
  '\u009B31mred',
  '\u009D0;pwned\u009C',
  '\u0000\u0007\b\b\b\v\f\u007F',
  '\rover the beginning',
  '\u0085next line',
  '\u202Egpj.exe',
  '\u2066isolated\u2069',
  '\u200Bzero\u200Cwidth\u200D\uFEFF',
  '\u2028::error::line separator',
  '\u2029##[error]paragraph separator',
  '\uD83D',
  '\uDE00tail',
  '\u{E0041}tag',
  '\n::error::injected',
  '\n   ::add-mask::a',
  '\r::set-output name=x::y',
  '\n\u00A0::warning file=a.js,line=1::injected',
  '::stop-commands::token',
  '##[error]injected',
  '\n##[add-matcher]x.json',
  'x##vso[task.setvariable variable=PATH]evil',
  "##teamcity[buildStatus status='FAILURE']",
]

/** Steering characters but for the ends of lines and tabs. */
const steering = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** The runner's rules, by line. Source: https://github.com/actions/runner src/Runner.Common/ActionCommand.cs, TryParseV2 and TryParse. */
const githubCommand = (line: string): string | undefined => {
  const message = line.trimStart()
  if (message.startsWith('::')) {
    const end = message.indexOf('::', 2)
    if (end >= 0) return `::${message.slice(2, end).split(' ')[0] ?? ''}::`
  }
  const prefix = line.indexOf('##[')
  const end = prefix < 0 ? -1 : line.indexOf(']', prefix)
  return end < 0 ? undefined : line.slice(prefix, end + 1)
}

/** Sources: microsoft/azure-pipelines-agent Command.cs, TryParse; https://www.jetbrains.com/help/teamcity/service-messages.html. */
const otherCommand = (line: string): string | undefined =>
  /##(?:vso|teamcity)\[[^\]]*\]/i.exec(line)?.[0]

/** What a text does to whoever shows it: a sentence each. `painted` text has colours of our own. */
export const steeringIn = (
  where: string,
  text: string,
  { painted = false, obeyed = true }: { painted?: boolean; obeyed?: boolean } = {},
): readonly string[] => {
  // oxlint-disable-next-line no-control-regex -- the colours of our own
  const bare = painted ? text.replaceAll(/\u001B\[(?:1|2|22|3[1236]|39)m/g, '') : text
  const at = bare.search(steering)
  const shown = JSON.stringify(bare.slice(Math.max(0, at - 60), at + 20))
  const commands = obeyed
    ? text.split(/\r\n|\r|\n/).flatMap((line) => githubCommand(line) ?? otherCommand(line) ?? [])
    : []
  return [
    ...(at < 0
      ? []
      : [`${where}: U+${bare.codePointAt(at)?.toString(16).padStart(4, '0')} in ${shown}`]),
    ...commands.map((command) => `${where}: a CI obeys ${JSON.stringify(command)}`),
  ]
}

/** Every text below a value, as `change` has it; `keep` tells what stays. */
export const deepChange = (
  value: unknown,
  change: (text: string, key: string) => string,
  key = '',
): unknown => {
  if (typeof value === 'string') return change(value, key)
  if (Array.isArray(value)) return value.map((inner) => deepChange(inner, change, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, deepChange(inner, change, name)]),
  )
}
