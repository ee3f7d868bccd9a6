import type { FixTitles } from '../translation.ts'

export const fixes: FixTitles = {
  'install-docker': '安装 Docker 引擎',
  'start-docker': '启动 Docker 引擎',
}
