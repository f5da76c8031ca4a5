/** Drawings of vehicle detection: a car that comes over a line across the road. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#364fc7"/><path d="M12 20 15 10h18l3 10v12H12z" fill="#fff"/><path d="M16 18l2-5h12l2 5z" fill="#364fc7"/><circle cx="17" cy="26" r="2.5" fill="#ffd43b"/><circle cx="31" cy="26" r="2.5" fill="#ffd43b"/><path d="M6 38h36" stroke="#ffd43b" stroke-width="3" stroke-dasharray="6 3"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M130 20h60l100 150H30z" fill="#ced4da"/><path d="M160 24v20m0 16v24m0 18v28m0 20v18" stroke="#fff" stroke-width="4"/><path d="M56 128h208" stroke="#1864ab" stroke-width="5"/><path d="M92 100 100 72h44l8 28v30H92z" fill="#495057"/><path d="M104 92l5-14h26l5 14z" fill="#dee2e6"/><rect x="86" y="66" width="72" height="68" fill="none" stroke="#e03131" stroke-width="4"/><path d="M196 60v50m-10-12 10 12 10-12" fill="none" stroke="#2b8a3e" stroke-width="5"/></svg>'
