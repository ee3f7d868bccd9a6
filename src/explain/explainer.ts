import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { count, quote, term } from '../model/value.ts'
import { createCollection } from './collect.ts'
import type { Entry } from './collect.ts'
import { conclude } from './conclude.ts'
import type { LogCode } from './codes.ts'
import type { Evidence, Explanation } from './explanation.ts'
import { kubeadmFailure } from './kubeadm.ts'
import { familiar, familiarWithin } from './familiar.ts'
import { createSplitter } from './lines.ts'
import type { Piece } from './lines.ts'
import * as marks from './marks.ts'
import { candidates, mayTell } from './near.ts'
import { noiseOf } from './noise.ts'
import type { BadAdvice, Noise } from './noise.ts'
import { createPlace } from './place.ts'
import { codeOfReason, isSymptom, noDriverLeft, reasonIn } from './reasons.ts'
import type { Reason } from './reasons.ts'
import { createSetting } from './setting.ts'
import { argsOf, isSaidThere } from './signature.ts'
import type { Signature } from './signature.ts'
import { createStart } from './start.ts'
import { plain, unwrap } from './unwrap.ts'
import type { Line } from './unwrap.ts'

const most = 20

const evidence = ({ number, text }: Line, at = 0): Evidence => ({ number, text, at })

/** Reads a log as it comes and keeps only what it proves. `push` any pieces of text, then `end`. */
export const createExplainer = () => {
  const found = createCollection()
  const start = createStart()
  const setting = createSetting()
  const place = createPlace()
  const drivers = new Set<string>()
  const overcome = new Set<LogCode>()
  const advice = new Map<BadAdvice, Evidence>()
  const reasons = new Set<string>()
  let driver: string | undefined
  let wasForced = false
  let updateCheck = false
  let dockerContext = false
  let recognised = false
  let lastReason: LogCode | undefined
  let last: Piece | undefined

  const matches = (line: Line, signature: Signature) => {
    const { pattern, unless, when } = signature
    return isSaidThere(signature, line) &&
      (line.klog !== 'I' || signature.evenInfo === true) &&
      signature.notOn !== setting.get().system &&
      unless?.test(line.said) !== true &&
      when?.(line, driver === undefined ? {} : { driver }) !== false
      ? pattern.exec(line.said)
      : null
  }

  /** Whether the line proves an error. */
  const judge = (line: Line): boolean => {
    let proved = false
    let any = false
    for (const signature of candidates(line.lower)) {
      if (signature.fallback === true && any) continue
      const match = matches(line, signature)
      if (match === null) continue
      const { code, about, severity, symptom, guess } = signature
      const args = argsOf(match.groups)
      const at = line.text === line.said ? match.index : Math.max(0, line.text.indexOf(match[0]))
      const subject = about === undefined ? undefined : args[about]
      const transient = signature.transient === true && line.inNode === true
      found.add({
        code,
        line: evidence(line, at),
        about: subject,
        severity,
        symptom,
        guess,
        transient,
        args: code.startsWith('minikube/')
          ? { id: term(code.slice(9)), said: quote(match[0]) }
          : args,
      })
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
    const named = found.all().some(({ code }) => code === `minikube/${id}`)
    if (proved && !named && !noDriverLeft.has(id)) return
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
      // minikube names every docker that is not well so.
      guess: id === 'PROVIDER_DOCKER_NOT_RUNNING',
    })
  }

  const takeNoise = (noise: Noise, line: Line): void => {
    if (noise.kind !== 'command') recognised ||= noise.kind !== 'silent'
    if (noise.kind === 'driver' && drivers.size < most) drivers.add(noise.name)
    if (noise.kind === 'update-check') updateCheck = true
    if (noise.kind === 'docker-context') dockerContext = true
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
    if (!recognised && (line.klog !== undefined || familiar.test(line.text))) recognised = true
    setting.take(line)
    if (start.take(line)) {
      recognised = true
      for (const code of found.clear()) if (overcome.size < most) overcome.add(code)
      return
    }
    driver = marks.driver.exec(line.said)?.groups?.['driver'] ?? driver
    if (line.klog === 'I') {
      judge(line)
      return
    }
    if (marks.forced.test(line.text)) {
      wasForced = true
      // What root was told without it is answered.
      reasons.delete('DRV_AS_ROOT')
    }
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
    const isTold = !recognised && piece.number <= familiarWithin
    if (!isTold && !place.isInside() && !mayTell(text)) return
    if (isTold && familiar.test(text)) recognised = true
    const inNode = place.take(whole)
    for (const line of unwrap(whole)) takeLine(inNode ? { ...line, inNode } : line)
  }

  const splitter = createSplitter(takePiece)

  /** A log that just stops tells what it was waiting for. */
  const judgeEnd = (): void => {
    if (last === undefined || start.succeeded()) return
    const line = { ...last, at: 0 }
    const decisive = start.decisive()
    const explains = ({ severity, lines }: Entry): boolean =>
      severity === 'error' || lines.some(({ number }) => number === decisive?.number)
    if (found.all().some(explains)) return
    const stuck = marks.ends.find((end) => 'pattern' in end && end.pattern.test(last?.text ?? ''))
    if (decisive !== undefined) found.add({ code: 'log/start-failed', line: decisive })
    else if (stuck !== undefined) found.add({ code: stuck.code, line })
    else if (start.isOpen()) found.add({ code: 'log/start-unfinished', line })
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
        dockerContext,
        advice: [...advice].map(([bad, line]) => ({ bad, line })),
      },
      recognised,
      succeeded: start.succeeded(),
      lines,
      setting: setting.get(),
    })
  }

  return { push: splitter.push, end }
}
