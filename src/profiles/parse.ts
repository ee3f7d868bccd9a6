import * as v from 'valibot'
import type { Profile } from '../model/profile.ts'
import { complaintsOf } from './issues.ts'
import { toProblem } from './problem.ts'
import type { Complaint, ProfileProblem } from './problem.ts'
import { contradictions, doubts } from './rules.ts'
import { profileSchema } from './schema.ts'
import { misfits, shapeOf } from './shape.ts'
import { toProfile } from './to-profile.ts'
import { readYaml } from './yaml-text.ts'
import type { Source } from './yaml-text.ts'

export type ParsedProfile =
  | { readonly ok: true; readonly profile: Profile; readonly warnings: readonly ProfileProblem[] }
  /** At least one. */
  | { readonly ok: false; readonly problems: readonly ProfileProblem[] }

const shape = shapeOf(profileSchema)

/** No reader gets further, and a hostile text could have thousands. */
const most = 20

const nameOf = ({ code, path = [], about }: Complaint): string =>
  code === 'missing' ? `${path.join('.')} lacks ${about?.at ?? ''}` : path.join('.')

/** One complaint a value, the first; and no missing field that stands there misspelt. */
const distinct = (complaints: readonly Complaint[]): readonly Complaint[] => {
  const misspelt = new Set(
    complaints.flatMap(({ code, path = [], about }) =>
      code === 'unknown-key' ? [[...path.slice(0, -1), about?.near ?? ''].join('.')] : [],
    ),
  )
  const first = new Map(complaints.toReversed().map((each) => [nameOf(each), each]))
  return [...first.values()]
    .toReversed()
    .filter(({ code, about }) => code !== 'missing' || !misspelt.has(about?.at ?? ''))
}

const placed = (
  where: string,
  complaints: readonly Complaint[],
  place: Source['place'],
): readonly ProfileProblem[] =>
  complaints
    .map((complaint) => ({ complaint, at: place(complaint) }))
    .toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .slice(0, most)
    .map(({ complaint, at }) => toProblem(where, complaint, at))

/** The text of a profile, YAML or JSON, as a profile, or everything that is wrong with it in the order of its lines. Pure; never throws. */
export const parseProfile = (where: string, text: string): ParsedProfile => {
  const reading = readYaml(text)
  if (!reading.ok) return { ok: false, problems: placed(where, reading.complaints, reading.place) }
  const { data, place, written } = reading.source
  const checked = v.safeParse(profileSchema, data)
  const complaints = [
    ...misfits(shape, data),
    ...(checked.success ? [] : complaintsOf(checked.issues, written)),
  ]
  if (!checked.success || complaints.length > 0)
    return { ok: false, problems: placed(where, distinct(complaints), place) }
  const profile = toProfile(checked.output)
  const wrong = contradictions(profile)
  return wrong.length > 0
    ? { ok: false, problems: placed(where, wrong, place) }
    : { ok: true, profile, warnings: placed(where, doubts(profile), place) }
}
