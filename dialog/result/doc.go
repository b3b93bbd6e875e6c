// Package result shows the result of an interview and what follows from it: where the business
// stands, which strategies fit it, their steps, and the person's plan of steps. It computes
// nothing: the figures are the model's.
package result
