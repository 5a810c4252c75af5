/* linalg/lapack.h -- the LAPACK routines in use, by their Fortran names (OpenBLAS contains them).
 * They see arrays by columns: what is row-major here is the transpose there. */
#ifndef DOMAR_LINALG_LAPACK_H
#define DOMAR_LINALG_LAPACK_H
#include <cblas.h>

void dgetrf_(const blasint *m, const blasint *n, double *a, const blasint *lda, blasint *ipiv,
             blasint *info);
void dgetrs_(const char *trans, const blasint *n, const blasint *nrhs, const double *a,
             const blasint *lda, const blasint *ipiv, double *b, const blasint *ldb,
             blasint *info);
void dgetri_(const blasint *n, double *a, const blasint *lda, const blasint *ipiv, double *work,
             const blasint *lwork, blasint *info);
void dposv_(const char *uplo, const blasint *n, const blasint *nrhs, double *a, const blasint *lda,
            double *b, const blasint *ldb, blasint *info);
void dstev_(const char *jobz, const blasint *n, double *d, double *e, double *z, const blasint *ldz,
            double *work, blasint *info);
void dsyev_(const char *jobz, const char *uplo, const blasint *n, double *a, const blasint *lda, double *w,
            double *work, const blasint *lwork, blasint *info);
void dgeev_(const char *jobvl, const char *jobvr, const blasint *n, double *a, const blasint *lda, double *wr, double *wi,
            double *vl, const blasint *ldvl, double *vr, const blasint *ldvr, double *work, const blasint *lwork, blasint *info);
#endif
