import { visible } from '../model/visible.ts'

/** The colours of our own. Source: node:util styleText, of `Style`. */
// oxlint-disable-next-line no-control-regex -- colours begin with one
const colour = /(\u001B\[(?:1|2|22|3[1236]|39)m)/

/**
 * What a CI takes for a command where it stands at the beginning of a line, or anywhere in one.
 * Sources: actions/runner src/Runner.Common/ActionCommand.cs (`::name::` after blanks, `##[name]` anywhere); microsoft/azure-pipelines-agent
 * src/Microsoft.VisualStudio.Services.Agent/Command.cs (`##vso[` anywhere); https://www.jetbrains.com/help/teamcity/service-messages.html (`##teamcity[`).
 */
// oxlint-disable-next-line no-control-regex -- a colour may stand before it
const atTheBeginning = /^((?:\u001B\[\d+m|[^\S\n])*):(?=:[^\n]*::)/gm
const anywhere = /#(?=#(?:vso|teamcity)?\[)/gi

/** A text as it may go to a terminal, a file or a log: nothing in it steers but ends of lines and our own colours, and no line is a CI's command. Pure. */
export const fit = (text: string): string =>
  text
    .split(colour)
    .map((part) => (colour.test(part) ? part : visible(part, '\n\t')))
    .join('')
    .replace(atTheBeginning, '$1: ')
    .replace(anywhere, '# ')

const escaped = (text: string): string =>
  [...Array(text.length).keys()]
    .map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('')

const escapedIn = (json: string): string =>
  json.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped).replace(anywhere, escaped)

/** JSON in which what steers, or a CI would obey, stands escaped; the same data. Pure. */
export const exactJson = (value: unknown): string =>
  `${escapedIn(JSON.stringify(value, null, 2))}\n`

const shown = (_: string, inner: unknown): unknown =>
  typeof inner === 'string' ? visible(inner, '\n\t') : inner

/** JSON whose texts can be shown once they are read: what steers in them is visible instead. `indent` 0 makes it one line. Pure. */
export const fitJson = (value: unknown, indent = 2): string =>
  `${escapedIn(JSON.stringify(value, shown, indent))}\n`
