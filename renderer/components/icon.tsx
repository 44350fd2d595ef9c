const shapes = {
  check: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'm8 12.2 2.8 2.8L16 9.6'],
  warning: ['M12 3.6 2.8 19.6h18.4L12 3.6Z', 'M12 10v4.2', 'M12 17h.01'],
  clock: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'M12 7.5V12l3 2'],
  arrows: ['M4.5 10A8 8 0 0 1 19 7.5', 'M19.5 3.8v4h-4', 'M19.5 14A8 8 0 0 1 5 16.5', 'M4.5 20.2v-4h4'],
  ring: ['M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Z'],
  pause: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'M9.8 9v6', 'M14.2 9v6'],
  dash: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'M8 12h8'],
  send: ['M4 12h15', 'm13 6 6 6-6 6'],
  exports: ['M6 3.5h8l4 4v13H6z', 'M14 3.5v4h4', 'M9 14h6', 'm12.8 11.6 2.4 2.4-2.4 2.4'],
  history: ['M4 12a8 8 0 1 1 2.6 5.9', 'M4 19v-4.4h4.4', 'M12 7.8V12l3 1.8'],
  ledger: ['M5 4.5h12a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2v-13Z', 'M5 17.5a2 2 0 0 1 2-2h12', 'M9 8.5h6'],
  search: ['M10.8 4.5a6.3 6.3 0 1 0 0 12.6 6.3 6.3 0 0 0 0-12.6Z', 'm15.4 15.4 4.1 4.1'],
  copy: ['M9 9h10.5v10.5H9z', 'M5.5 15H4.5V4.5H15v1'],
  tick: ['m6 12.5 4 4 8-9'],
  close: ['m6 6 12 12', 'M18 6 6 18'],
  chevron: ['m7 10 5 5 5-5'],
  folder: ['M3.5 6.5h6l2 2.5h9v10.5h-17z'],
  unlock: ['M6 11h12v8.5H6z', 'M8.5 11V8a3.5 3.5 0 0 1 6.8-1.2'],
  computer: ['M4 5h16v10.5H4z', 'M9 19.5h6', 'M12 15.5v4'],
  sliders: [
    'M4 7.5h9',
    'M18 7.5h2',
    'M15.5 5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
    'M4 16.5h2',
    'M11 16.5h9',
    'M8.5 14a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  ],
  play: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'm10.3 8.8 5 3.2-5 3.2z'],
  mail: ['M3.5 6h17v12.5h-17z', 'm4 6.8 8 6 8-6'],
  key: ['M8 11.5a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6Z', 'm10.8 12.6 8-8', 'm15.6 7.8 2.8 2.8'],
  calendar: ['M4.5 6h15v13.5h-15z', 'M4.5 10h15', 'M8.5 3.8v3.4', 'M15.5 3.8v3.4'],
  plus: ['M12 5v14', 'M5 12h14'],
} as const

export type IconName = keyof typeof shapes

/** A line icon of the text's size and colour. It never speaks: the word stands beside it. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className ?? ''}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}
