/** Drawings of wrong way driving: arrows down a lane, and a car that comes up it. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#a61e4d"/><circle cx="24" cy="24" r="15" fill="#fff"/><path d="M14 24h20" stroke="#e03131" stroke-width="6"/><path d="M42 40V16m-5 5 5-6 4 6" fill="none" stroke="#ffd43b" stroke-width="3"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M120 10h80l70 160H50z" fill="#ced4da"/><path d="M134 24v60m-10-12 10 12 10-12M112 100v60m-12-14 12 14 12-14" fill="none" stroke="#1864ab" stroke-width="5"/><path d="M176 150v-26l8-26h40l8 26v26z" fill="#495057"/><rect x="168" y="92" width="72" height="64" fill="none" stroke="#e03131" stroke-width="4"/><path d="M204 86V40m-10 12 10-12 10 12" fill="none" stroke="#e03131" stroke-width="5"/></svg>'
