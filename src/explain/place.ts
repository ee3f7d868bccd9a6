import type { Line } from './unwrap.ts'

/** `minikube logs` prints what the node says in sections; these two are this machine's. */
const section = /^\*? ?==> (?<name>.{1,60}?)(?: \[[^\]]*\])? <==/
const ofThisMachine = /^(?:Audit|Last Start)/

/** A node's own name; a learner's machine may be called so, too, but has no user docker. */
const nodeShell =
  /^(?:(?:docker|root)@(?:minikube|kind)[\w-]{0,40}|(?:docker|root)@[\w-]{1,40}(?:-m\d\d|-control-plane|-worker\d*)):[^\s#$]{0,80}[#$]/
const otherShell = /^(?:\[?\w[\w.-]{0,40}@|[$%#>❯➜] \S|(?:PS )?[A-Z]:\\[^>]{0,120}>)/
const goesIn = /^(?:.{0,80}[$#%>] )?(?:minikube ssh|docker exec|kubectl exec)\b/

/** The node's own host name in a journal, and what lies only in a node. */
const inNode =
  /^(?:\* )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:minikube|kind-|[\w-]+-m\d\d )\S* ?|\/var\/lib\/minikube\/binaries|sudo: curl\.exe/

/** minikube quotes what a command in the node printed; its own next line ends that. */
const quotes = /ssh command error:|Process exited with status \d+:?\s*$/
const endsQuote = /^(?:[IWEF]\d{4} |[*!X] |\{"|\p{Emoji_Presentation}|[❌❗✨⌛])/u

/** In lower case: what stands in every line that changes the place or tells it. */
export const nearPlace: readonly string[] = [
  '==> ',
  '@minikube',
  'docker@',
  'minikube ssh',
  'docker exec',
  'kubectl exec',
  'ssh command error:',
  'process exited with status',
]

const entering = (text: string): boolean =>
  text.includes('minikube ssh') || text.includes('docker exec') || text.includes('kubectl exec')

/** Follows where the lines of a log were said: on this machine, or in a node. */
export const createPlace = () => {
  let inSection = false
  let inShell = false
  let inQuote = false
  return {
    /** Whether every line has to be looked at, so that the way out of a node is not missed. */
    isInside: () => inShell || inQuote,
    /** Whether what comes now is said in a node, whatever it is. */
    isNode: () => inSection || inShell || inQuote,
    /** Whether the line was said in a node. */
    take: ({ text }: Pick<Line, 'text'>): boolean => {
      const name = text.includes('==> ') ? section.exec(text)?.groups?.['name'] : undefined
      if (name !== undefined) inSection = !ofThisMachine.test(name)
      if ((text.includes('@') && nodeShell.test(text)) || (entering(text) && goesIn.test(text)))
        inShell = true
      else if (inShell && otherShell.test(text)) inShell = false
      if (inQuote && endsQuote.test(text)) inQuote = false
      const quoted = inQuote
      if (text.includes('error:') || text.includes('with status')) inQuote ||= quotes.test(text)
      return quoted || inSection || inShell || inNode.test(text)
    },
  }
}
