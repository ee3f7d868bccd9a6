import type { Waiting } from '../model/fact.ts'
import type { CheckResult } from '../model/report.ts'

/** What happens while a run goes on; for painters only. */
export type Event =
  | { readonly kind: 'asking'; readonly fact: string; readonly waitsFor: Waiting }
  | { readonly kind: 'answered'; readonly fact: string }
  | { readonly kind: 'checked'; readonly result: CheckResult }

export type Listener = (event: Event) => void
