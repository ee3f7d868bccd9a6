import type { FixTitles } from '../translation.ts'

export const fixes: FixTitles = {
  'install-docker': '安装 Docker 引擎',
  'join-docker-group': '把用户加入 docker 组',
  'start-docker': '启动 Docker 引擎',
  'restart-docker': '重启 Docker 引擎',
  'docker-dns': '给容器配置它们连得上的 DNS 服务器',
  'set-clock': '校准系统时钟',
}
