import type { Trouble } from '../model/repair.ts'
import type { Language } from './language.ts'

/** What went wrong, in the language where the installer says it, else as it was said. Pure. */
export const troubleIn = (
  { detail, reason }: Pick<Trouble, 'detail' | 'reason'>,
  { installReason }: Language,
): string => (reason === undefined ? detail : installReason(reason))
