import { programs } from './install.mjs'
import type { Certificates, HostKeys } from './keys'

/** What one server process needs to be started: its configuration text and its command line, given the config's path. */
export interface Recipe {
  readonly config: string
  readonly command: (configPath: string, logPath: string) => string
}

interface SshdChoice {
  readonly keyboardOnly?: boolean
  /** A separate sftp-server process that a test can kill, and no chroot. */
  readonly external?: boolean
  readonly kex?: string
}

export function sshd(port: number, host: HostKeys, choice: SshdChoice = {}): Recipe {
  const only = choice.keyboardOnly === true
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    'ListenAddress ::1',
    ...[host.ed25519, host.rsa, host.ecdsa].map((key) => `HostKey ${key}`),
    'PidFile none',
    `UsePAM ${only ? 'yes' : 'no'}`,
    `PasswordAuthentication ${only ? 'no' : 'yes'}`,
    `KbdInteractiveAuthentication ${only ? 'yes' : 'no'}`,
    `PubkeyAuthentication ${only ? 'no' : 'yes'}`,
    'AuthorizedKeysFile /etc/test-servers/authorized_keys',
    'StrictModes no',
    'UseDNS no',
    'LogLevel VERBOSE',
    'MaxStartups 100',
    'MaxSessions 100',
    'MaxAuthTries 6',
    ...(choice.kex === undefined ? [] : [`KexAlgorithms ${choice.kex}`]),
    choice.external === true ? `Subsystem sftp ${programs.sftpServer}` : 'Subsystem sftp internal-sftp',
    ...(choice.external === true
      ? []
      : ['Match User xfer,xfer2', '  ChrootDirectory /run/homes/%u', '  ForceCommand internal-sftp']),
  ]
  return {
    config: lines.join('\n'),
    command: (config, log) => `${programs.sshd} -D -E ${log} -f ${config}`,
  }
}

/** Wide and shared by all: a server tries the next port when one is taken. Outside the system's own ephemeral range. */
export const passivePorts = { from: 20_000, to: 29_999 } as const

interface VsftpdChoice {
  readonly certificate?: string
  readonly key?: string
  readonly implicit?: boolean
  /** A server behind NAT that names an address nobody reaches, and knows no EPSV. */
  readonly nat?: boolean
}

export function vsftpd(port: number, choice: VsftpdChoice = {}): Recipe {
  const lines = [
    'listen=YES',
    'listen_ipv6=NO',
    'listen_address=127.0.0.1',
    `listen_port=${port}`,
    'background=NO',
    'anonymous_enable=NO',
    'local_enable=YES',
    'write_enable=YES',
    'local_umask=022',
    'chroot_local_user=YES',
    'allow_writeable_chroot=YES',
    'secure_chroot_dir=/run/vsftpd/empty',
    'pam_service_name=vsftpd',
    'pasv_enable=YES',
    `pasv_address=${choice.nat === true ? '10.255.255.1' : '127.0.0.1'}`,
    `pasv_min_port=${passivePorts.from}`,
    `pasv_max_port=${passivePorts.to}`,
    'seccomp_sandbox=NO', // the sandbox of 3.0.3 kills the child on newer kernels
    'xferlog_enable=NO',
    'log_ftp_protocol=YES',
    'syslog_enable=NO',
    'dual_log_enable=YES',
    'use_localtime=YES',
    'max_per_ip=0',
    'max_clients=200',
    ...(choice.nat === true ? ['cmds_denied=EPSV'] : []),
    ...(choice.certificate === undefined ? [] : vsftpdTls(choice)),
  ]
  return {
    config: lines.join('\n'),
    command: (config, log) => `${programs.vsftpd} ${config} -ovsftpd_log_file=${log}`,
  }
}

function vsftpdTls(choice: VsftpdChoice): string[] {
  return [
    'ssl_enable=YES',
    `rsa_cert_file=${choice.certificate}`,
    `rsa_private_key_file=${choice.key}`,
    'ssl_tlsv1=YES', // turns on every TLS version, 1.3 too
    'ssl_sslv2=NO',
    'ssl_sslv3=NO',
    'force_local_logins_ssl=YES',
    'force_local_data_ssl=YES',
    'require_ssl_reuse=YES',
    'ssl_ciphers=HIGH',
    'debug_ssl=YES',
    ...(choice.implicit === true ? ['implicit_ssl=YES'] : []),
  ]
}

interface ProftpdPorts {
  readonly sftp: number
  readonly ftp: number
  readonly ftps: number
}

/** One process, three virtual hosts. What must reach them stands in `<Global>`. */
export function proftpd(ports: ProftpdPorts, folder: string, host: HostKeys, certs: Certificates): Recipe {
  const virtual = (port: number, lines: string[]) => [
    '<VirtualHost 127.0.0.1 ::1>',
    `  Port ${port}`,
    ...lines.map((line) => `  ${line}`),
    '</VirtualHost>',
  ]
  const passive = `PassivePorts ${passivePorts.from} ${passivePorts.to}`
  const lines = [
    `ModulePath ${programs.proftpdModules}`,
    'LoadModule mod_tls.c',
    'LoadModule mod_sftp.c',
    'ServerName test',
    'ServerType standalone',
    'DefaultServer off',
    'Port 0',
    'UseIPv6 on',
    'User xfer',
    'Group xfer',
    'WtmpLog off',
    'PidFile /run/proftpd/pid',
    'ScoreboardFile /run/proftpd/scoreboard',
    'DelayEngine off',
    'UseReverseDNS off',
    'MaxInstances 200',
    'MaxConnectionsPerHost none',
    '<Global>',
    '  DefaultRoot ~',
    '  RequireValidShell off',
    '  AllowOverwrite on',
    '  AllowStoreRestart on',
    '  AuthPAM off',
    '  AuthOrder mod_auth_file.c',
    `  AuthUserFile ${folder}/proftpd.passwd`,
    '</Global>',
    'TimeoutIdle 600',
    'TimeoutLinger 2',
    `SystemLog ${folder}/logs/proftpd.log`,
    `ExtendedLog ${folder}/logs/proftpd-commands.log ALL`,
    'TransferLog none',
    ...virtual(ports.sftp, [
      'SFTPEngine on',
      `SFTPLog ${folder}/logs/proftpd-sftp.log`,
      `SFTPHostKey ${host.rsa}`,
      `SFTPHostKey ${host.ed25519}`,
      'SFTPAuthorizedUserKeys file:/etc/test-servers/authorized_keys_rfc4716',
      'SFTPAuthMethods publickey password',
    ]),
    ...virtual(ports.ftp, [passive]),
    ...virtual(ports.ftps, [
      passive,
      'TLSEngine on',
      `TLSLog ${folder}/logs/proftpd-tls.log`,
      'TLSRequired on',
      `TLSRSACertificateFile ${certs.good}`,
      `TLSRSACertificateKeyFile ${certs.serverKey}`,
      'TLSProtocol TLSv1.2 TLSv1.3',
      'TLSRenegotiate none',
    ]),
  ]
  return { config: lines.join('\n'), command: (config) => `${programs.proftpd} -n -c ${config}` }
}
