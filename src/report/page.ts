import type { LanguageName } from '../messages/language.ts'

/**
 * The anchor of a heading, as Markdown's readers make it.
 * Source: https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
const anchor = (heading: string): string => heading.toLowerCase().replaceAll(/[^a-z\d-]/g, '')

/** The section about a finding's code, as a path in this package. Pure. */
export const pageOf = (check: string, code: string, language: LanguageName): string =>
  `docs/checks/${check}${language === 'zh' ? '.zh' : ''}.md#${anchor(code)}`
