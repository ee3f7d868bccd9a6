import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'

export const host: AreaWords<'host'> = {
  'host/clock': {
    title: '系统时钟',
    problems: {
      wrong: {
        message: ({ off, side }) =>
          side.value === 'behind'
            ? say`这台机器的时钟慢了 ${off}:证书会被当作尚未生效,下载和集群都会失败`
            : say`这台机器的时钟快了 ${off}:证书会被当作过期或尚未生效,下载和集群都会失败`,
        hint: () => say`让系统从网络校准时间,然后再检查一次。`,
      },
      drifting: {
        message: ({ off, side }) =>
          side.value === 'behind' ? say`这台机器的时钟慢了 ${off}` : say`这台机器的时钟快了 ${off}`,
        hint: () => say`现在还没有影响;如果不管它,证书迟早会被当作尚未生效。`,
      },
    },
  },
}
