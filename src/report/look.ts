import type { Language } from '../messages/language.ts'
import type { FinishedReport } from '../model/report.ts'
import { formatCommand } from './format.ts'
import type { Redactor } from './redact.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** How a report is to look for one reader. */
export interface Look {
  readonly language: Language
  readonly redactor: Redactor
  /** Commands need no sudo in front. */
  readonly root: boolean
  /** Columns. */
  readonly columns: number
  /** Colours text, or leaves it. */
  readonly paint: (style: Style, text: string) => string
  readonly verbose: boolean
}

/** A form of the report: it says the same to one kind of reader. Pure. */
export type Writer = (report: FinishedReport, look: Look) => string

export const signs = {
  error: '✗',
  warning: '!',
  info: 'i',
  fine: '✓',
  waiting: '–',
  unknown: '?',
  command: '→',
  look: '?',
} as const

const substitutes: Readonly<Record<string, string>> = {
  '✗': 'x',
  '✓': '+',
  '–': '-',
  '→': '>',
  '…': '...',
  '·': '|',
  '×': 'x',
  '’': "'",
  '“': '"',
  '”': '"',
  '≥': '>=',
  '≤': '<=',
}

/** Our own command lines for a reader who has us only through npx, and no `k8s-doctor` on PATH. Pure. */
export const viaNpx = (text: string): string =>
  text.replaceAll(
    /(?<![\w/.-])k8s-doctor(?= (?:explain|install|uninstall|undo|route|record|profile|--\w)|$)/gm,
    'npx k8s-doctor',
  )

/** Our own command lines that go on with this run's work, told which course and which mirrors it was given. Pure. */
export const withOptions = (text: string, options: readonly string[]): string =>
  text.replaceAll(
    /(?<![\w/.-])k8s-doctor(?: (?=(install|route|--fix|--allow-pair)\b)|(?<=[:：] ?k8s-doctor)$)/gm,
    (whole, next?: string) =>
      formatCommand(['k8s-doctor', ...options.filter((option) => option !== next)]) +
      (whole.endsWith(' ') ? ' ' : ''),
  )

/** For a terminal that knows ASCII only. Pure. */
export const toAscii = (text: string): string =>
  text.replaceAll(/[^\u0000-\u007F]/gu, (character) => substitutes[character] ?? '?') // oxlint-disable-line no-control-regex -- the ASCII range
