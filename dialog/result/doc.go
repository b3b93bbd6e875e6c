// Package result tells what came of an interview and what follows from it: where the business stands,
// which strategies fit, their steps, and the plan of steps that a person takes up. It computes nothing:
// the figures are the model's.
package result
