import * as v from 'valibot'
import { defineFact } from '../model/fact.ts'
import { path } from '../model/value.ts'
import { parseJson } from './json.ts'
import { minikubeHome } from './minikube-home.ts'

const schema = v.looseObject({ 'base-image': v.optional(v.string()) })

/** A node image that was set for every start, and where. */
export interface BaseImage {
  readonly image: string
  readonly setIn: 'environment' | 'configuration'
}

/**
 * The node image that minikube is told to use instead of its own: MINIKUBE_BASE_IMAGE, else `minikube config set base-image`.
 * Source: minikube-behaviour (g), environment and config/config.json; pitfalls BIN-2.
 */
export const baseImage = defineFact({
  id: 'minikube-base-image',
  read: async ({ host, get }): Promise<BaseImage | undefined> => {
    const given = host.env['MINIKUBE_BASE_IMAGE']
    if (given !== undefined && given !== '') return { image: given, setIn: 'environment' }
    const file = `${await get(minikubeHome)}/config/config.json`
    const text = await host.readText(file)
    if (text === undefined) return undefined
    const config = v.safeParse(schema, parseJson(text, path(file)))
    const image = config.success ? config.output['base-image'] : undefined
    return image === undefined ? undefined : { image, setIn: 'configuration' }
  },
})

/** The tag of an image reference; undefined where it has none. Pure. */
export const tagOf = (image: string): string | undefined => /:([^:@/]+)(?:@|$)/.exec(image)?.[1]
