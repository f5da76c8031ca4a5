/** Drawings of people flow counting: people on both sides of a line, and how many went over it. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#2b8a3e"/><path d="M24 8v32" stroke="#ffd43b" stroke-width="3" stroke-dasharray="5 4"/><path d="M8 18h26m-6-6 6 6-6 6M40 32H14m6-6-6 6 6 6" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M160 30v120" stroke="#1864ab" stroke-width="4"/><g fill="#495057"><circle cx="70" cy="80" r="9"/><path d="M62 92h16l5 44H57z"/><circle cx="115" cy="90" r="9"/><path d="M107 102h16l5 44h-26z"/><circle cx="235" cy="84" r="9"/><path d="M227 96h16l5 44h-26z"/></g><path d="M130 60h60m-10-8 10 8-10 8" fill="none" stroke="#2b8a3e" stroke-width="4"/><text x="200" y="40" font-family="sans-serif" font-size="22" fill="#2b8a3e">2</text><text x="106" y="40" font-family="sans-serif" font-size="22" fill="#e03131">1</text></svg>'
