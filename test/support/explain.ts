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
