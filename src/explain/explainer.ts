import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { count, quote, term } from '../model/value.ts'
import { createCollection } from './collect.ts'
import type { Entry } from './collect.ts'
import { conclude } from './conclude.ts'
import type { LogCode } from './codes.ts'
import type { Explanation } from './explanation.ts'
import { kubeadmFailure } from './kubeadm.ts'
import { familiar, familiarWithin } from './familiar.ts'
import { createJoiner } from './joined.ts'
import { createSplitter } from './lines.ts'
import type { Piece } from './lines.ts'
import * as marks from './marks.ts'
import { matchesIn } from './match.ts'
import { candidates, mayTell, mayTellInfo } from './near.ts'
import { noiseOf } from './noise.ts'
import type { Noise } from './noise.ts'
import { createNoted, mostNamed } from './noted.ts'
import { createPlace } from './place.ts'
import { createPodEvents } from './pod-events.ts'
import { codeOfReason, isSymptom, noDriverLeft, reasonIn } from './reasons.ts'
import type { Reason } from './reasons.ts'
import { createSetting } from './setting.ts'
import { createServiceList } from './service-list.ts'
import { argsOf } from './signature.ts'
import type { Signature } from './signature.ts'
import { createStart } from './start.ts'
import { linesIn, plain } from './text.ts'
import { evidence, isDull, unwrap } from './unwrap.ts'
import type { Line } from './unwrap.ts'

/** Reads a log as it comes and keeps only what it proves. `push` any pieces of text, then `end`. */
export const createExplainer = () => {
  const found = createCollection()
  const start = createStart()
  const setting = createSetting()
  const place = createPlace()
  const joiner = createJoiner()
  const services = createServiceList()
  const noted = createNoted()
  const podEvents = createPodEvents()
  const overcome = new Set<LogCode>()
  const reasons = new Set<string>()
  let driver: string | undefined
  let wasForced = false
  let recognised = false
  let lastReason: LogCode | undefined
  let last: Piece | undefined

  const matches = (line: Line, signature: Signature): readonly RegExpExecArray[] =>
    matchesIn(line, signature, { driver, system: setting.get().system })

  const prove = (line: Line, signature: Signature, match: RegExpExecArray): void => {
    const { code, about, severity, symptom, guess } = signature
    const args = argsOf(match.groups)
    found.add({
      code,
      line: evidence(line, Math.max(0, line.text.indexOf(match[0]))),
      about: about === undefined ? undefined : args[about],
      severity,
      symptom,
      guess,
      transient: signature.transient === true && line.inNode === true,
      args: code.startsWith('minikube/')
        ? { id: term(code.slice(9)), said: quote(match[0]) }
        : args,
    })
  }

  /** Whether the line proves an error. */
  const judge = (line: Line): boolean => {
    let proved = false
    let any = false
    for (const signature of candidates(line.lower)) {
      if (signature.fallback === true && any) continue
      const proofs = matches(line, signature)
      for (const match of proofs) prove(line, signature, match)
      if (proofs.length === 0) continue
      any = true
      if (signature.severity !== 'warning') proved = true
    }
    const preflight = kubeadmFailure(line.said)
    if (preflight === undefined) return proved
    found.add({ ...preflight, line: evidence(line), about: preflight.args.name })
    return true
  }

  const takeReason = (line: Line, { id, said }: Reason, proved: boolean): void => {
    if (reasons.size < mostNamed) reasons.add(id)
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
    noted.take(noise)
    if (noise.kind === 'advice') {
      // With the driver none, cri-dockerd is what is missing.
      const right = noise.bad === 'cri-dockerd' && driver === 'none'
      if (noise.bad !== undefined && !right) noted.warn(noise.bad, evidence(line))
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

  /** What a start got over. */
  const overcomeAll = (): void => {
    for (const code of found.clear()) if (overcome.size < mostNamed) overcome.add(code)
  }

  const takeInfo = (line: Line): void => {
    if (mayTellInfo(line.lower)) judge(line)
  }

  const takeLine = (line: Line): void => {
    if (!recognised && (line.klog !== undefined || familiar.test(line.text))) recognised = true
    setting.take(line)
    driver = marks.driver.exec(line.said)?.groups?.['driver'] ?? driver
    // Of what klog only informs about a start its own file tells.
    if (line.klog === 'I' && line.file !== 'start.go') return takeInfo(line)
    if (start.take(line)) {
      recognised = true
      overcomeAll()
      return
    }
    if (line.klog === 'I') return takeInfo(line)
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

  /** What a terminal broke proves only what its parts do not. */
  const takeJoined = (piece: Piece): void => {
    for (const part of unwrap(piece)) {
      const line: Line = place.isNode() ? { ...part, inNode: true } : part
      if (start.takeJoined(line)) return overcomeAll()
      if (line.klog === 'I' || noiseOf(line) !== undefined) continue
      const known = new Set(found.all().map(({ code }) => code))
      const fresh = candidates(line.lower).filter(
        ({ code, fallback }) => fallback !== true && !known.has(code),
      )
      for (const signature of fresh)
        for (const match of matches(line, signature)) {
          prove(line, signature, match)
          // Its first part alone had only the id.
          const id = reasonIn(line.said)?.id
          if (id !== undefined && !noDriverLeft.has(id)) found.drop(`minikube/${id}`)
        }
    }
  }

  const takePiece = (piece: Piece): void => {
    const text = plain(piece.text)
    if (text === '') return
    const whole = { number: piece.number, text }
    podEvents.take(whole)
    if (!/^\^C|^[$#%>] *$|^`{3}/.test(text.trim())) last = whole
    const isTold = !recognised && piece.number <= familiarWithin
    const joined = joiner.take(whole)
    for (const each of joined) if (mayTell(each.text)) takeJoined(each)
    // The rest of a line of klog has its level, not its header.
    if (joined.some((each) => unwrap(each).some(({ klog }) => klog !== undefined))) return
    if (isDull(text)) {
      recognised = true
      return
    }
    if (text.startsWith('|')) services.take(piece.number, text)
    if (!isTold && !place.isInside() && !mayTell(text)) return
    if (isTold && familiar.test(text)) recognised = true
    const inNode = place.take(whole)
    for (const part of linesIn(text))
      for (const line of unwrap({ number: piece.number, text: part }))
        takeLine(inNode ? { ...line, inNode } : line)
  }

  const splitter = createSplitter(takePiece)

  /** A log that just stops tells what it was waiting for. */
  const judgeEnd = (): void => {
    const empty = services.empty()
    if (empty !== undefined) found.add({ code: 'log/service-none', line: empty })
    if (last === undefined || start.succeeded()) return
    const line = { ...last, at: 0 }
    const decisive = start.decisive()
    const explains = ({ severity, lines }: Entry): boolean =>
      severity === 'error' || lines.some(({ number }) => number === decisive?.number)
    if (found.all().some(explains)) return
    const stuck = marks.ends.find((end) => 'pattern' in end && end.pattern.test(line.text))
    if (decisive !== undefined) found.add({ code: 'log/start-failed', line: decisive })
    else if (stuck !== undefined && !marks.isWhole(line.text)) found.add({ code: stuck.code, line })
    else if (start.isOpen()) found.add({ code: 'log/start-unfinished', line })
  }

  const end = (): Explanation => {
    const lines = splitter.end()
    for (const code of found.dropAll(podEvents.isOver)) overcome.add(code)
    judgeEnd()
    return conclude({
      entries: found.all(),
      forced: wasForced && !reasons.has('DRV_AS_ROOT'),
      overcome: [...overcome],
      noise: noted.all(),
      recognised,
      succeeded: start.succeeded(),
      lines,
      setting: setting.get(),
    })
  }

  return { push: splitter.push, end }
}
