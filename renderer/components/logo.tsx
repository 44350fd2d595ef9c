/** The mark of the app; the same shapes as resources/icons/belegbote.svg. */
export function Logo() {
  const arrow = 'M176 312h214m-66-66 66 66-66 66'
  return (
    <svg className="logo" viewBox="24 24 464 464" aria-hidden="true" focusable="false">
      <rect x="24" y="24" width="464" height="464" rx="108" fill="#0e6f6d" />
      <path d="M144 80h134l76 76v266a18 18 0 0 1-18 18H144a18 18 0 0 1-18-18V98a18 18 0 0 1 18-18Z" fill="#fff" />
      <path d="M278 80v58a18 18 0 0 0 18 18h58Z" fill="#b5ddd7" />
      <g fill="none" strokeLinecap="round" strokeLinejoin="round">
        <path d="M170 150h66M170 206h92" stroke="#7f9aa1" strokeWidth="22" />
        <path d={arrow} stroke="#0d6469" strokeWidth="74" />
        <path d={arrow} stroke="#ffc15e" strokeWidth="38" />
      </g>
    </svg>
  )
}
