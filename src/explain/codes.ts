import type { checks } from '../checks/index.ts'

type Checks = (typeof checks)[number]
export type CheckId = Checks['id']

/** Codes of the checks: what a log proves is called as the machine's own finding would be. */
export type CheckCode = {
  [Id in Checks['id']]: `${Id}/${keyof Extract<Checks, { readonly id: Id }>['problems'] & string}`
}[Checks['id']]

/** Only a log shows it: a download that failed, a lesson's mistake. Documented in docs/codes/log.md. */
export type LogOnlyCode = `log/${string}`

/** What a finding in a log may be called; `minikube/` and `kubeadm/` hold those programs' own names. */
export type LogCode = CheckCode | LogOnlyCode | `minikube/${string}` | `kubeadm/${string}`
