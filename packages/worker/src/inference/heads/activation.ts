/** Scores that come as logits, compared without computing a sigmoid for each of them. */

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** The logit whose sigmoid is `p`: infinite for 0 and 1. */
export const logit = (p: number): number => Math.log(p / (1 - p))

/** How raw scores are compared and told. */
export interface ScoreScale {
  /** A raw score of at least this is a score of at least `minScore`. */
  floor: number
  score(raw: number): number
}

export function scoreScale(activation: 'none' | 'sigmoid', minScore: number): ScoreScale {
  return activation === 'sigmoid'
    ? { floor: logit(minScore), score: sigmoid }
    : { floor: minScore, score: (raw) => raw }
}
