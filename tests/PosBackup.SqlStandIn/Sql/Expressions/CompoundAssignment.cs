using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>=, += and the other forms of assignment.</summary>
internal static class CompoundAssignment
{
    /// <summary>The value that target kind expression assigns.</summary>
    public static Scalar Value(ScalarExpression target, AssignmentKind kind, ScalarExpression expression, ExpressionTranslator translator)
    {
        Scalar value = translator.Scalar(expression);
        return Operator(kind) is { } operation ? Arithmetic.Translate(operation, translator.Scalar(target), value) : value;
    }

    private static BinaryExpressionType? Operator(AssignmentKind kind) => kind switch
    {
        AssignmentKind.Equals => null,
        AssignmentKind.AddEquals => BinaryExpressionType.Add,
        AssignmentKind.SubtractEquals => BinaryExpressionType.Subtract,
        AssignmentKind.MultiplyEquals => BinaryExpressionType.Multiply,
        AssignmentKind.DivideEquals => BinaryExpressionType.Divide,
        AssignmentKind.ModEquals => BinaryExpressionType.Modulo,
        AssignmentKind.BitwiseAndEquals => BinaryExpressionType.BitwiseAnd,
        AssignmentKind.BitwiseOrEquals => BinaryExpressionType.BitwiseOr,
        AssignmentKind.BitwiseXorEquals => BinaryExpressionType.BitwiseXor,
        _ => throw SqlErrors.NotKnown($"the assignment {kind}"),
    };
}
