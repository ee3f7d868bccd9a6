import type { Severity } from '../model/check.ts'
import type { Tagged } from '../model/value.ts'
import type { LogCode } from './codes.ts'
import type { Evidence, LogFinding } from './explanation.ts'
import { severityOf } from './order.ts'
import type { LogArgs } from './signature.ts'

const mostLines = 4
const mostAbout = 6

/** A finding while the log is still being read. */
export interface Entry extends Omit<LogFinding, 'lines' | 'more'> {
  readonly symptom: boolean
  readonly guess: boolean
  readonly transient: boolean
  /** Line of the first proof. */
  readonly first: number
  readonly lines: readonly Evidence[]
  readonly more: number
}

export interface Proof {
  readonly code: LogCode
  readonly line: Evidence
  readonly args?: LogArgs
  readonly about?: Tagged | undefined
  readonly severity?: Severity | undefined
  readonly symptom?: boolean | undefined
  readonly guess?: boolean | undefined
  readonly transient?: boolean | undefined
}

const rank = { error: 0, warning: 1, info: 2 } as const

const worse = (a: Severity, b: Severity): Severity => (rank[a] <= rank[b] ? a : b)

/** One more proof of what is known already; a line that is printed twice counts once. */
const withProof = (entry: Entry, proof: Proof): Entry => {
  const { line, args, severity, symptom, guess, transient } = proof
  const told = {
    ...entry,
    args: { ...args, ...entry.args },
    severity: worse(entry.severity, severity ?? severityOf(entry.code)),
    symptom: entry.symptom && symptom === true,
    guess: entry.guess && guess === true,
    transient: entry.transient && transient === true,
  }
  if (entry.lines.some(({ text }) => text === line.text)) return told
  return entry.lines.length < mostLines
    ? { ...told, lines: [...entry.lines, line] }
    : { ...told, more: entry.more + 1 }
}

/** Gathers proofs under their code and what they are about; keeps a bounded number of each. */
export const createCollection = () => {
  const entries = new Map<string, Entry>()
  const kinds = new Map<string, number>()

  const add = (proof: Proof): void => {
    const { code, line, args = {}, about, severity, symptom, guess, transient } = proof
    const key = about === undefined ? code : `${code} ${String(about.value)}`
    const known = entries.get(key)
    if (known !== undefined) {
      entries.set(key, withProof(known, proof))
      return
    }
    const kind = (kinds.get(code) ?? 0) + 1
    if (kind > mostAbout) return
    kinds.set(code, kind)
    entries.set(key, {
      code,
      severity: severity ?? severityOf(code),
      ...(about === undefined ? {} : { about }),
      args,
      lines: [line],
      more: 0,
      source: 'log',
      symptom: symptom === true,
      guess: guess === true,
      transient: transient === true,
      first: line.number,
    })
  }

  /** Adds to what minikube's own reason says. */
  const advise = (code: LogCode, args: LogArgs): void => {
    const known = entries.get(code)
    if (known !== undefined) entries.set(code, { ...known, args: { ...args, ...known.args } })
  }

  const drop = (code: LogCode): void => {
    entries.delete(code)
  }

  /** The codes of what was dropped. */
  const dropAll = (isOver: (entry: Entry) => boolean): readonly LogCode[] =>
    [...entries].flatMap(([key, entry]) => {
      if (!isOver(entry)) return []
      entries.delete(key)
      return [entry.code]
    })

  const clear = (): readonly LogCode[] => {
    const codes = [...entries.values()].map(({ code }) => code)
    entries.clear()
    kinds.clear()
    return codes
  }

  return { add, advise, drop, dropAll, clear, all: (): readonly Entry[] => [...entries.values()] }
}
