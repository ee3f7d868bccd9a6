import type { Course } from './attempt.ts'
import type { Choice } from './choice.ts'
import type { Area, OfStart, Reason, Severity } from './check.ts'
import type { Risk } from './fix.ts'
import type { Inventory, Os } from './host.ts'
import type { Bilingual } from './profile.ts'
import type { Repair } from './repair.ts'
import type { Pair } from './request.ts'
import type { Downloads, StartPlan } from './start.ts'
import type { ByHand, Step } from './step.ts'
import type { Text } from './text.ts'
import type { Why } from './unreadable.ts'
import type { Args, Tagged } from './value.ts'

export interface Finding {
  /** `<check id>/<key>`: the public contract. */
  readonly code: string
  /** A covered error counts as a warning. */
  readonly severity: Severity
  readonly about?: Tagged
  readonly args: Args
  /** What repairs it, to copy, complete and in order. */
  readonly commands: readonly ByHand[]
  /** What only shows more. */
  readonly looks: readonly ByHand[]
  /** Flags of the start that make it harmless. */
  readonly covered: readonly string[]
  readonly start?: OfStart
  readonly fix?: string
}

export interface Undetermined {
  readonly why: Why
  readonly what: Tagged
}

export type Status = 'passed' | 'failed' | 'unknown' | 'blocked' | 'skipped' | 'crashed'

/** One thing done to learn something: what was asked and what came back, cut short. */
export interface Evidence {
  readonly kind: 'run' | 'get' | 'lookup' | 'connect'
  readonly asked: Tagged
  readonly ms: number
  /** Exit code of a process, status of an HTTP answer; absent when there was none. */
  readonly code?: number
  readonly output: string
}

export interface CheckResult {
  readonly id: string
  readonly area: Area
  readonly status: Status
  /** Milliseconds from the first question to the verdict. */
  readonly ms: number
  readonly findings: readonly Finding[]
  /** What is good, while it passes. */
  readonly fine?: Text
  /** What a start has to fetch, where this check knows it. */
  readonly downloads?: Downloads
  /** Why it is unknown, wholly or in part. */
  readonly undetermined: readonly Undetermined[]
  /** Why it is skipped. */
  readonly reason?: Reason
  /** The code, or the check, that stands in the way. */
  readonly blockedBy?: string
  /** What a crashed check said. */
  readonly error?: string
  readonly evidence: readonly Evidence[]
}

export interface PlannedFix {
  readonly fix: string
  readonly title: string
  readonly risk: Risk
  readonly needsRoot: boolean
  /** Codes of the findings that ask for it. */
  readonly because: readonly string[]
  readonly verifies: string
  readonly steps: readonly Step[]
  /** What is taken otherwise than the course says, once somebody has agreed. */
  readonly choice?: Choice
  /** What the findings give to copy, for somebody who does it by hand. */
  readonly commands: readonly ByHand[]
  /** Running containers, where the finding knows how many a restart would stop. */
  readonly running?: number
}

export interface MachineSummary {
  readonly os: Os
  /** The distribution's own name, where it tells. */
  readonly system?: string
  readonly inventory?: Inventory
  readonly user: string
  readonly hostname: string
}

/** Everything a run found out: the one object from which every output is rendered. */
export interface Report {
  readonly tool: { readonly name: 'k8s-doctor'; readonly version: string }
  /** The day the catalog was brought up to date, and the newest releases it knows. */
  readonly catalog: {
    readonly date: string
    readonly minikube: string
    readonly kubernetes: string
  }
  readonly profile: { readonly id: string; readonly title: Bilingual; readonly pair: Pair }
  readonly machine: MachineSummary
  /** null: nothing bad found, but something required could not be determined. */
  readonly ready: boolean | null
  /** The finding to start with. */
  readonly first?: { readonly code: string; readonly finding: Finding }
  readonly checks: readonly CheckResult[]
  readonly plan: readonly PlannedFix[]
  readonly start: StartPlan
  /** What `--fix` did before this was found, or would do. */
  readonly repair?: Repair
  /** How the cluster was started after that. */
  readonly course?: Course
  /** Milliseconds. */
  readonly ms: number
}
