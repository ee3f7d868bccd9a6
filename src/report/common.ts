import type { LanguageName } from '../messages/language.ts'
import { deletesData } from '../model/deletes-data.ts'
import type { Bilingual } from '../model/profile.ts'
import type { Finding } from '../model/report.ts'
import { own } from '../model/value.ts'
import { visible } from '../model/visible.ts'
import { formatCommand, formatLeaf } from './format.ts'
import type { Look } from './look.ts'
import type { Redactor } from './redact.ts'
import { hidden } from './scrub-url.ts'

/** The course's own name in the reader's language. */
export const courseTitle = ({ en, zh }: Bilingual, language: LanguageName): string =>
  visible(language === 'zh' ? (zh ?? en) : en)

/** Command lines to copy, with sudo where the reader is not root; none at all where a secret would have to stand in one. */
export const commandLines = (
  { commands }: Pick<Finding, 'commands'>,
  { redactor, root }: { readonly redactor: Redactor; readonly root: boolean },
): readonly string[] => {
  const lines = commands.map(({ argv, root: needed }) => {
    const redacted = redactor.leaf({ tag: 'command', value: argv })
    const line = redacted.tag === 'command' ? formatCommand(redacted.value) : ''
    return needed && !root ? `sudo ${line}` : line
  })
  return lines.some((line) => line.includes(hidden)) ? [] : lines
}

/** A command line of our own, as this reader can use it. */
export const ownLine = (
  { redactor }: { readonly redactor: Redactor },
  ...words: readonly string[]
): string => formatLeaf(redactor.leaf(own(...words)), 'en')

export interface Marks {
  readonly fix: string
  readonly look: string
}

/** What to type for a finding, each line behind its mark: first what only shows more, then what repairs; what deletes data is announced. */
export const actionLines = (
  { looks, commands }: Pick<Finding, 'looks' | 'commands'>,
  look: Pick<Look, 'redactor' | 'root' | 'language' | 'paint'>,
  marks: Marks,
): readonly string[] => {
  const repairs = commandLines({ commands }, look)
  const deletes = repairs.length > 0 && commands.some(({ argv }) => deletesData(argv))
  return [
    ...commandLines({ commands: looks }, look).map((line) => `${marks.look} ${line}`),
    ...(deletes ? [look.paint('red', look.language.chrome.deletesData)] : []),
    ...repairs.map((line) => `${marks.fix} ${line}`),
  ]
}
