import { human, random } from './planting.ts'

/** Everything a secret stands behind in what tools, logs and people write. */
const shapes: Readonly<Record<string, (secret: string) => string>> = {
  'pw=': (secret) => `pw=${secret}`,
  'DB_PW=': (secret) => `DB_PW=${secret} started`,
  'passcode:': (secret) => `passcode: ${secret}`,
  'WIFI_PIN=': (secret) => `WIFI_PIN=${secret}`,
  'otp=': (secret) => `otp=${secret}&x`,
  AccountKey: (secret) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${secret};x`,
  SharedAccessKey: (secret) => `Endpoint=sb://x/;SharedAccessKey=${secret}`,
  'sig= outside a URL': (secret) => `se=2026-01-01&sig=${secret}`,
  'access key': (secret) => `access key: ${secret}`,
  AccessKey: (secret) => `"AccessKey": "${secret}"`,
  accessToken: (secret) => `accessToken=${secret}`,
  'client-secret': (secret) => `client-secret: ${secret}`,
  clientSecret: (secret) => `{"clientSecret":"${secret}"`,
  'splunk-token': (secret) => `log-opts splunk-token=${secret}`,
  'registry-token': (secret) => `registry-token: '${secret}'`,
  'mysql -p': (secret) => `mysql -u root -p${secret} -h db`,
  'mysqldump -p': (secret) => `mysqldump --all -p'${secret}' > x`,
  'sshpass -p': (secret) => `sshpass -p ${secret} ssh bob@h`,
  'sshpass -p, joined': (secret) => `sshpass -p'${secret}' ssh bob@h`,
  'curl -u, joined': (secret) => `curl -ubob:${secret} https://r.example`,
  'curl -U': (secret) => `curl -U bob:${secret} https://r.example`,
  'redis-cli -a': (secret) => `redis-cli -h r -a ${secret} ping`,
  '--pass': (secret) => `login --pass ${secret}`,
  'invalid password': (secret) => `invalid password ${secret}`,
  'wrong token': (secret) => `wrong token ${secret} for bob`,
  'incorrect passphrase': (secret) => `Incorrect passphrase ${secret}`,
  'without a scheme': (secret) => `proxy bob:${secret}@proxy.example:3128 refused`,
  'without a scheme, one word': (secret) => `via bob:${secret}@squid`,
  'in a URL in a URL': (secret) => `https://m.example/https://bob:${secret}@r.example/v2/`,
  'in colours': (secret) => `pass\u001B[1mword\u001B[0m=\u001B[31m${secret}\u001B[0m`,
  'with zero width': (secret) => `pass\u200Bword=${secret}`,
  'private key=': (secret) => `private key = ${secret}`,
  'signing-key': (secret) => `signing-key=${secret}`,
  'Chinese, full width': (secret) => `密码\uFF1A${secret}`,
  SWMTKN: (secret) => `docker swarm join --token SWMTKN-1-${secret.replaceAll(/\W/g, '')} h:2377`,
  'docker login -p': (secret) => `docker login r.example -p ${secret}`,
  'kubeadm --token': (secret) => `kubeadm join h:6443 --token ${secret} --x`,
  'X-Vault-Token': (secret) => `X-Vault-Token: ${secret}`,
  refresh_token: (secret) => `refresh_token=${secret}`,
  'secret in YAML': (secret) => `  webhookSecret: "${secret}"`,
}

const words = ['kettle', 'lantern', 'saddle', 'walnut', 'harbour', 'velvet', 'copper', 'meadow']

const name = (shape: string, index: number): string =>
  shape === 'SWMTKN' ? `${words[index % 8] ?? ''}plainly` : `${words[index % 8] ?? ''}-at-${index}`

/** Lines with a secret in every shape: one that people make up, one without a digit, and one that looks like a secret. */
export const secretShapes: readonly string[] = Object.entries(shapes).flatMap(
  ([shape, write], index) => [
    write(human(`${shape}, a word`, name(shape, index))),
    write(
      human(
        `${shape}, letters`,
        `${words[index % 8] ?? ''}${words[Math.floor(index / 8)] ?? ''}`.repeat(2),
      ),
    ),
    write(random(`${shape}, random`, 24)),
  ],
)
