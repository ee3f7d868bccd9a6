import { styleText } from 'node:util'
import type { Look } from '../report/look.ts'

/** Colours text where that is wanted. */
export const painter =
  (colour: boolean): Look['paint'] =>
  (style, text) =>
    colour && text !== '' ? styleText(style, text, { validateStream: false }) : text
