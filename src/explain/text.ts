import { withoutSequences } from '../model/visible.ts'

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: ' ',
  '#34': '"',
  '#39': "'",
  '#x22': '"',
  '#x27': "'",
}
const entity = /&(quot|apos|lt|gt|amp|nbsp|#34|#39|#x22|#x27);/gi
const decoded = (text: string): string =>
  text.replace(entity, (whole, name: string) => entities[name.toLowerCase()] ?? whole)

/** A line quoted in a mail or in Markdown, not one typed at a prompt that is a `>`. */
const quoteMark = /^(?:> ?)+(?=\S)/
const typed =
  /^> +(?:sudo )?(?:minikube|kubectl|docker|kubeadm|kind|helm|curl|git|cd|ls|cat|export|eval|systemctl|apt|apt-get|yum|dnf|brew|choco|winget|wsl|ssh) +(?!v\d)[\w./~$-]/

/** What a CI service, compose or an editor puts before a line: a time in brackets, the container's name, the number. */
const stamp =
  /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z (?!std(?:out|err) )|\[\d\d:\d\d:\d\d(?:\.\d+)?\] +|[\w.-]{1,40} +\| +(?!\|)|\d{1,6}(?:: |\t))/

/** Text without what a terminal would not show and what web pages and mails put into it. Pure. */
export const plain = (text: string): string => {
  const bare = withoutSequences(text).replaceAll('\u0000', '').trimEnd().replace(stamp, '')
  // A page that quotes a page has escaped twice.
  const read = bare.includes('&') && bare.includes(';') ? decoded(decoded(bare)) : bare
  return read.startsWith('>') && !typed.test(read) ? read.replace(quoteMark, '') : read
}

/** Where a new line began before the line breaks were lost: klog's headers, minikube's signs. */
const begins =
  /(?<=\S) +(?=[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} |(?:😄|✨|👍|🚜|🔥|🐳|🔎|🌟|🏄|💡|🔗|📌|❗|💣|🤦|😿|❌|📘|🍿|🔄|🏃|🤷|🎉|📦|🎁)️? {1,3}\S|X Exiting due to|\* (?:Suggestion|Documentation|Related issue|minikube v\d|Using the|Done!|Starting|Pulling base|Creating|Preparing|Verifying|Restarting))/u
/** A path of Windows has `\n` in it, too. */
const windowsPath = /[A-Za-z]:\\/
const longest = 160

/** The lines of a text that lost its line breaks, or has them escaped. Pure. */
export const linesIn = (text: string): readonly string[] => {
  if (text.startsWith('{') || (text.length <= longest && !text.includes('\\n'))) return [text]
  const parts =
    text.includes('\\n') && !windowsPath.test(text) && !/\] "|="/.test(text)
      ? text.split('\\n')
      : [text]
  return parts.flatMap((part) =>
    part.length > longest && begins.test(part) ? part.split(begins) : [part],
  )
}
