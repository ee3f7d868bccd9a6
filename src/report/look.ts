import type { Language } from '../messages/language.ts'
import type { FinishedReport } from '../model/report.ts'
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

/** For a terminal that knows ASCII only. Pure. */
export const toAscii = (text: string): string =>
  text.replaceAll(/[^\u0000-\u007F]/gu, (character) => substitutes[character] ?? '?') // oxlint-disable-line no-control-regex -- the ASCII range
