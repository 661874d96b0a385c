// Intent: the rules for Eigen name what its own sources allocate, at -O0 and -O2.
//
// REQUIRES: eigen
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -I/usr/include/eigen3 -O$o %s -o %t/p$o  && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done

// Expectations stand behind their line, in one column.
// clang-format off
#include <Eigen/Dense>
#include <Eigen/Sparse>

int main() {
  Eigen::MatrixXd A = Eigen::MatrixXd::Random(50, 50); // kind: Eigen construction
  Eigen::MatrixXd B(A);                   // kind: Eigen copy
  Eigen::MatrixXd C(50, 50);              // kind: Eigen construction
  C = A * B;                              // kind: Eigen temporary
  Eigen::MatrixXd F = A * B;              // kind: Eigen construction
  Eigen::MatrixXd G;
  G = A + B;                              // kind: Eigen assignment
  C.resize(60, 60);                       // kind: Eigen resize
  Eigen::VectorXd D(100);                 // kind: Eigen construction
  Eigen::SparseMatrix<double> E(100, 100); // kind: Eigen sparse
  E.insert(1, 1) = 2;                     // kind: Eigen sparse
  return int(C.size() + F.size() + G.size() + D.size() + E.nonZeros()) == 0;
}
