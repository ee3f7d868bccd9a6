import type { Answer } from '../model/host.ts'
import type { Proof } from '../model/route.ts'

/** Why there is no image. */
export type Trouble = Exclude<Proof, { readonly state: 'present' }>

type Unproven = Extract<Proof, { readonly state: 'unproven' }>

export type Heard = Extract<Answer, { readonly ok: true }>

export const unproven = (why: Unproven['why'], detail: string): Trouble => ({
  state: 'unproven',
  why,
  detail,
})

export const nonsense = (detail: string): Trouble => unproven('nonsense', detail)

/** A failed exchange; 407 is the proxy's wish for a password. Pure. */
export const troubleOfFault = ({ fault, detail }: Exclude<Answer, Heard>): Trouble =>
  unproven(fault === 'proxy' && detail.includes('407') ? 'proxy-login' : fault, detail)

/** A status that is no success: 401 where logging in did not help. Pure. */
export const troubleOfStatus = (status: number): Trouble => {
  if (status === 401) return unproven('needs-login', '401')
  if (status === 403) return { state: 'absent', why: 'denied' }
  if (status === 404 || status === 410) return { state: 'absent', why: 'not-found' }
  if (status === 407) return unproven('proxy-login', '407')
  if (status === 429) return unproven('rate-limited', '429')
  return status >= 500 ? unproven('server-error', String(status)) : nonsense(`status ${status}`)
}
