import type { Course } from './attempt.ts'
import type { Choice } from './choice.ts'
import type { Area, CheckRole, OfProof, OfStart, Reason, Severity } from './check.ts'
import type { Risk } from './fix.ts'
import type { Route } from './chosen-route.ts'
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
  readonly proof?: OfProof
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
  /** When it was asked, in milliseconds since 1970. */
  readonly began: number
  readonly ms: number
  /** Exit code of a process, status of an HTTP answer; absent when there was none. */
  readonly code?: number
  readonly output: string
}

export interface CheckResult {
  readonly id: string
  readonly role?: CheckRole
  readonly proves?: true
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
  /** When the run began, in milliseconds since 1970. */
  readonly at: number
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
  /** Where each download comes from, as far as the checks asked for it. */
  readonly route?: Route
  /** What `--fix` did before this was found, or would do. */
  readonly repair?: Repair
  /** How the cluster was started after that. */
  readonly course?: Course
  /** Milliseconds. */
  readonly ms: number
}

/** Where k8s-doctor itself ran. */
export interface Runtime {
  readonly node: string
  /** As the system calls itself, and the release it tells. */
  readonly os: { readonly name: string; readonly version: string }
  /** As the environment names it. */
  readonly locale?: string
  /** Absent where the output goes to a pipe or a file. */
  readonly terminal?: { readonly columns: number; readonly colour: boolean }
}

export type OptionValue = string | number | boolean | readonly string[]

/** One call of the program: what it was asked for, and where. */
export interface Invocation {
  /** Random: tells this run from every other. */
  readonly id: string
  /** What the caller calls this run. */
  readonly label?: string
  /** The options by their long names, defaults included. */
  readonly options: Readonly<Record<string, OptionValue>>
  readonly runtime: Runtime
}

/** A report with its call and what that ended with: what is written. */
export interface FinishedReport extends Report, Invocation {
  readonly exitCode: number
}
