import { visible } from '../model/visible.ts'
import { fitJson } from '../report/fit.ts'
import { scrubSecrets } from '../report/scrub.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { print } from './output.ts'

/** Says things in order while work goes on; secrets go, names stay, so that paths can be used. */
export interface Speaker {
  readonly line: (text: string) => void
  /** One object on one line. */
  readonly json: (value: Readonly<Record<string, unknown>>) => void
  /** Waits until everything is out. Throws what printing threw. */
  readonly done: () => Promise<void>
  /** Without secrets and what steers a terminal. */
  readonly clean: (text: string) => string
}

export const createSpeaker = (): Speaker => {
  const secrets = secretsIn(process.env)
  const scrub = (text: string): string => scrubSecrets(text, secrets)
  const clean = (text: string): string => visible(scrub(text), '\n\t')
  let said: Promise<void> = Promise.resolve()
  let failure: unknown
  const write = (text: string): void => {
    said = said
      .then(() => print(`${text}\n`))
      .catch((error: unknown) => {
        failure ??= error
      })
  }
  return {
    clean,
    line: (text) => write(clean(text)),
    json: (value) =>
      write(
        fitJson(
          JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
            typeof inner === 'string' && /\s|:\/\//.test(inner) ? scrub(inner) : inner,
          ),
          0,
        ).trimEnd(),
      ),
    done: async () => {
      await said
      if (failure !== undefined) throw failure
    },
  }
}
