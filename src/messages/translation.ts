import type { checks } from '../checks/index.ts'
import type { fixes } from '../fixes/index.ts'
import type { ArgsOf, Wording } from '../model/check.ts'

type Checks = (typeof checks)[number]
type CheckOf<Id extends string> = Extract<Checks, { readonly id: Id }>

/** A check's words in another language: a missing code, or a missing hint, does not compile. */
interface CheckWords<C extends Checks> {
  readonly title: string
  readonly problems: {
    readonly [K in keyof C['problems']]: Wording<ArgsOf<C['problems'][K]>>
  }
}

/** The words of all checks of one area. */
export type AreaWords<Area extends string> = {
  readonly [Id in Extract<Checks['id'], `${Area}/${string}`>]: CheckWords<CheckOf<Id>>
}

export type Words = { readonly [Id in Checks['id']]: CheckWords<CheckOf<Id>> }

export type FixTitles = Readonly<Record<(typeof fixes)[number]['id'], string>>
