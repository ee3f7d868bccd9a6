import { defineFact } from '../model/fact.ts'
import { isMirror } from '../profiles/formats.ts'

/** The classroom's own mirrors: named for this run, in K8S_DOCTOR_MIRROR (several by comma), and by the profile; once each. */
export const ownMirrors = defineFact({
  id: 'own-mirrors',
  read: async ({ host, request }): Promise<readonly string[]> => {
    const given = (host.env['K8S_DOCTOR_MIRROR'] ?? '').split(',').map((entry) => entry.trim())
    const all = [...request.mirrors, ...given.filter(isMirror), ...request.profile.mirrors]
    return [...new Set(all.map((mirror) => mirror.replace(/\/+$/, '')))]
  },
})
