import ssh2 from 'ssh2'

/** A new Ed25519 key. Of the library's own about one in four hundred is written in a way that the library cannot read. */
export function createHostKey(): { readonly private: string; readonly public: string } {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(key.private) instanceof Error)) return key
  }
}
