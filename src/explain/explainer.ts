import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { count, quote, term } from '../model/value.ts'
import { createCollection } from './collect.ts'
import { conclude } from './conclude.ts'
import type { LogCode } from './codes.ts'
import type { Evidence, Explanation } from './explanation.ts'
import { kubeadmFailure } from './kubeadm.ts'
import { createSplitter } from './lines.ts'
import type { Piece } from './lines.ts'
import * as marks from './marks.ts'
import { candidates, mayTell } from './near.ts'
import { noiseOf } from './noise.ts'
import type { BadAdvice, Noise } from './noise.ts'
import { codeOfReason, isSymptom, noDriverLeft, reasonIn } from './reasons.ts'
import type { Reason } from './reasons.ts'
import { argsOf } from './signature.ts'
import type { Signature } from './signature.ts'
import { plain, unwrap } from './unwrap.ts'
import type { Line } from './unwrap.ts'

const most = 20

const evidence = ({ number, text }: Line, at = 0): Evidence => ({ number, text, at })

/** Reads a log as it comes and keeps only what it proves. `push` any pieces of text, then `end`. */
export const createExplainer = () => {
  const found = createCollection()
  const drivers = new Set<string>()
  const overcome = new Set<LogCode>()
  const advice = new Map<BadAdvice, Evidence>()
  const reasons = new Set<string>()
  let driver: string | undefined
  let wasForced = false
  let updateCheck = false
  let recognised = false
  let succeeded = false
  let lastReason: LogCode | undefined
  let last: Piece | undefined

  const matches = (line: Line, { pattern, unless, when }: Signature) =>
    unless?.test(line.said) !== true &&
    when?.(line, driver === undefined ? {} : { driver }) !== false
      ? pattern.exec(line.said)
      : null

  /** Whether the line proves an error. */
  const judge = (line: Line): boolean => {
    let proved = false
    let any = false
    for (const signature of candidates(line.lower)) {
      if (signature.fallback === true && any) continue
      const match = matches(line, signature)
      if (match === null) continue
      const { code, about, severity, symptom } = signature
      const args = argsOf(match.groups)
      const at = line.text === line.said ? match.index : Math.max(0, line.text.indexOf(match[0]))
      const subject = about === undefined ? undefined : args[about]
      found.add({ code, line: evidence(line, at), args, about: subject, severity, symptom })
      any = true
      if (severity !== 'warning') proved = true
    }
    const preflight = kubeadmFailure(line.said)
    if (preflight === undefined) return proved
    found.add({ ...preflight, line: evidence(line), about: preflight.args.name })
    return true
  }

  const takeReason = (line: Line, { id, said }: Reason, proved: boolean): void => {
    if (reasons.size < most) reasons.add(id)
    if (proved && !noDriverLeft.has(id)) return
    const own = codeOfReason(id, driver)
    const exit = minikubeReason(id)?.exit
    lastReason = own ?? `minikube/${id}`
    const at = Math.max(0, line.text.indexOf(id))
    found.add({
      code: lastReason,
      line: evidence(line, at),
      args:
        own === undefined
          ? {
              id: term(id),
              said: quote(said),
              ...(exit === undefined ? {} : { exit: count(exit) }),
            }
          : {},
      severity: 'error',
      symptom: isSymptom(id),
    })
  }

  const takeNoise = (noise: Noise, line: Line): void => {
    if (noise.kind !== 'command') recognised ||= noise.kind !== 'silent'
    if (noise.kind === 'driver' && drivers.size < most) drivers.add(noise.name)
    if (noise.kind === 'update-check') updateCheck = true
    if (noise.kind === 'advice') {
      // With the driver none, cri-dockerd is what is missing.
      const right = noise.bad === 'cri-dockerd' && driver === 'none'
      if (noise.bad !== undefined && !right)
        advice.set(noise.bad, advice.get(noise.bad) ?? evidence(line))
      else if (lastReason !== undefined && noise.text !== '' && !noise.spoken)
        found.advise(lastReason, { advice: quote(noise.text) })
    }
    if (noise.kind !== 'command' || !/^(?:sudo )?minikube start\b/.test(noise.text)) return
    driver = /--(?:vm-)?driver[= ](\w+)/.exec(noise.text)?.[1] ?? driver
    const asRoot = noise.root || noise.text.startsWith('sudo ')
    if (asRoot && driver !== 'none' && !noise.text.includes('--force'))
      found.add({
        code: 'user/root/login',
        line: evidence(line),
        args: { id: term('next') },
        severity: 'warning',
      })
  }

  const takeLine = (line: Line): void => {
    if (marks.success.test(line.said)) {
      recognised = true
      succeeded = true
      for (const code of found.clear()) if (overcome.size < most) overcome.add(code)
      return
    }
    if (marks.familiar.test(line.said)) recognised = true
    if (marks.header.test(line.said)) succeeded = false
    if (marks.forced.test(line.text)) {
      wasForced = true
      // What root was told without it is answered.
      reasons.delete('DRV_AS_ROOT')
    }
    driver = marks.driver.exec(line.said)?.groups?.['driver'] ?? driver
    const reason = reasonIn(line.said)
    const noise = reason === undefined ? noiseOf(line) : undefined
    if (noise !== undefined) takeNoise(noise, line)
    if (noise !== undefined && !(noise.kind === 'advice' && noise.spoken)) return
    const proved = judge(line)
    if (reason !== undefined) takeReason(line, reason, proved)
  }

  const takePiece = (piece: Piece): void => {
    const text = plain(piece.text)
    if (text === '') return
    const whole = { number: piece.number, text }
    if (!/^\^C|^[$#%>] *$/.test(text.trim())) last = whole
    if (!mayTell(text.toLowerCase())) return
    for (const line of unwrap(whole)) takeLine(line)
  }

  const splitter = createSplitter(takePiece)

  /** A log that just stops tells what it was waiting for. */
  const judgeEnd = (): void => {
    if (last === undefined || succeeded || found.all().length > 0) return
    const { number, text } = last
    for (const { code, pattern } of marks.stuck)
      if (pattern.test(text)) found.add({ code, line: { number, text, at: 0 } })
  }

  const end = (): Explanation => {
    const lines = splitter.end()
    judgeEnd()
    return conclude({
      entries: found.all(),
      forced: wasForced && !reasons.has('DRV_AS_ROOT'),
      overcome: [...overcome],
      noise: {
        drivers: [...drivers],
        updateCheck,
        advice: [...advice].map(([bad, line]) => ({ bad, line })),
      },
      recognised,
      succeeded,
      lines,
    })
  }

  return { push: splitter.push, end }
}
