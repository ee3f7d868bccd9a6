import { loadsImagesSince } from '../catalog/minikube-cache.ts'
import { nodeReach } from '../facts/node-reach.ts'
import type { NodeReach } from '../facts/node-reach.ts'
import { effectivePair } from '../facts/pair.ts'
import { routeFact } from '../facts/route.ts'
import type { Fact } from '../model/fact.ts'
import type { Request } from '../model/request.ts'
import type { Step } from '../model/step.ts'
import type { Reading } from '../model/unreadable.ts'
import { atLeast } from '../model/version.ts'
import type { Route } from '../model/chosen-route.ts'
import { firstLesson } from './lesson.ts'
import type { Lesson } from './lesson.ts'

/** How the first lesson is tried here. */
export interface SmokePlan {
  readonly cluster: string
  readonly lesson: Lesson
  readonly reach: NodeReach
  /** Docker has the image, or got it for the node: it is handed over first. */
  readonly load?: Step
}

const loadStep = (route: Route, { image }: Lesson, request: Request): Step | undefined => {
  const leg = route.legs.find(({ artefact }) => artefact.id === `lesson:${image}`)
  if (leg === undefined) return undefined
  const handed = route.after.find(
    (step) => step.kind === 'load-image' && step.image === leg.artefact.name,
  )
  if (handed !== undefined || leg.chosen?.because !== 'here') return handed
  const { minikube } = effectivePair(request)
  return {
    kind: 'load-image',
    image: leg.artefact.name,
    cluster: request.profile.cluster,
    command: atLeast(minikube, loadsImagesSince) ? 'image load' : 'cache add',
  }
}

/** What the first lesson is and how its image comes, from the route; undefined where the profile's lessons have no image. */
export const smokePlan = async (
  request: Request,
  ask: <T>(fact: Fact<T>) => Promise<Reading<T>>,
): Promise<SmokePlan | undefined> => {
  const lesson = firstLesson(request.profile)
  if (lesson === undefined) return undefined
  const [route, reach] = await Promise.all([ask(routeFact), ask(nodeReach)])
  const load = route.ok ? loadStep(route.value, lesson, request) : undefined
  return {
    cluster: request.profile.cluster,
    lesson,
    reach: reach.ok ? reach.value : 'forward',
    ...(load === undefined ? {} : { load }),
  }
}
