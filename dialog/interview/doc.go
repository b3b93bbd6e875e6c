// Package interview leads through the questionnaire: the consent, the questions, the review and the
// end, and it tells what is stored about a person. The questions themselves are those of package
// questionnaire, and what comes of the answers is told by package result.
package interview
