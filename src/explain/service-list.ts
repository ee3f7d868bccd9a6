import type { Evidence } from './explanation.ts'

const heading = /^\|\s+NAMESPACE\s+\|\s+NAME\s+\|\s+TARGET PORT/
const row = /^\|\s*(?<namespace>[\w-]*)\s*\|\s*(?<name>[\w-]+)\s*\|/
/** What every cluster has. */
const own = new Set(['kubernetes', 'kube-dns', 'NAME'])

/** Reads `minikube service list`: whether it shows no service but the cluster's own. */
export const createServiceList = () => {
  let line: Evidence | undefined
  let others = false
  return {
    isInside: (): boolean => line !== undefined,
    take: (number: number, text: string): void => {
      if (heading.test(text)) line = { number, text, at: 0 }
      const name = line === undefined ? undefined : row.exec(text)?.groups?.['name']
      if (name !== undefined && !own.has(name)) others = true
    },
    /** The heading of a list without a service of the learner's. */
    empty: (): Evidence | undefined => (others ? undefined : line),
  }
}
