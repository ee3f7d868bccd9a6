import { readFileSync } from 'node:fs'
import { createExplainer } from '../../src/explain/explainer.ts'
import type { Explanation } from '../../src/explain/explanation.ts'

export const explainText = (text: string): Explanation => {
  const explainer = createExplainer()
  explainer.push(text)
  return explainer.end()
}

export const logFolder = 'test/fixtures/logs'

export const explainFixture = (name: string): Explanation =>
  explainText(readFileSync(`${logFolder}/${name}.log`, 'utf8'))

export const codesIn = ({ findings }: Explanation): readonly string[] => [
  ...new Set(findings.map(({ code }) => code)),
]

/** The same, as a slow pipe brings it. */
export const explainInPieces = (name: string, size: number): Explanation => {
  const text = readFileSync(`${logFolder}/${name}.log`, 'utf8')
  const explainer = createExplainer()
  for (let from = 0; from < text.length; from += size) explainer.push(text.slice(from, from + size))
  return explainer.end()
}
