import { checks } from '../checks/index.ts'
import { diagnose } from '../engine/diagnose.ts'
import { deadline } from '../lib/deadline.ts'
import { createLocalHost } from '../host/local.ts'
import { createRecordingHost } from '../host/recording.ts'
import { redactMachine } from './redact-machine.ts'
import { exactJson } from '../report/fit.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { print } from './output.ts'
import { writeWhole } from './write-whole.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'

/** `record [FILE]`: asks what a diagnosis asks and keeps the redacted answers, for a ticket or a test. */
export const record = async (
  file: string | undefined,
  options: GlobalOptions,
  context: RunContext,
): Promise<number> => {
  const { host, machine } = createRecordingHost(createLocalHost(process.env))
  const request = await makeRequest(options, host, context)
  await diagnose(host, {
    checks,
    request,
    signal: deadline(options.timeout * 1000).signal,
    version: context.version,
  })
  const redacted = redactMachine(await machine(), secretsIn(process.env))
  const text = exactJson(redacted)
  if (file === undefined || file === '-') await print(text)
  else await writeWhole(file, text)
  return 0
}
