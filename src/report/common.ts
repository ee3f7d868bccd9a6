import type { LanguageName } from '../messages/language.ts'
import type { Bilingual } from '../model/profile.ts'
import type { Finding } from '../model/report.ts'
import { visible } from '../model/visible.ts'
import { formatCommand } from './format.ts'
import type { Redactor } from './redact.ts'

/** The course's own name in the reader's language. */
export const courseTitle = ({ en, zh }: Bilingual, language: LanguageName): string =>
  visible(language === 'zh' ? (zh ?? en) : en)

/** Command lines to copy, with sudo where the reader is not root. */
export const commandLines = (
  { commands }: Pick<Finding, 'commands'>,
  { redactor, root }: { readonly redactor: Redactor; readonly root: boolean },
): readonly string[] =>
  commands.map(({ argv, root: needed }) => {
    const redacted = redactor.leaf({ tag: 'command', value: argv })
    const line = redacted.tag === 'command' ? formatCommand(redacted.value) : ''
    return needed && !root ? `sudo ${line}` : line
  })
