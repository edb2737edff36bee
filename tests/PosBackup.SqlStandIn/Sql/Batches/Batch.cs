using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>One running batch: its variables, where its answer goes, and the translations it may use again (a loop does).</summary>
internal sealed class Batch(SessionContext session, Variables variables, ITdsResponse response, CancellationToken attention) : IDisposable
{
    private readonly Dictionary<TSqlFragment, (PreparedStatement Statement, object Facts)> _prepared = [];

    public SessionContext Session { get; } = session;

    public Variables Variables { get; } = variables;

    public ITdsResponse Response { get; } = response;

    public CancellationToken Attention { get; } = attention;

    /// <summary>RAISERROR ... WITH NOWAIT: what was said goes out before the next statement.</summary>
    public bool FlushRequested { get; set; }

    /// <summary>The value of an expression in its own type.</summary>
    public (object? Value, TdsType Type) Evaluate(ScalarExpression expression)
    {
        switch (expression)
        {
            case NullLiteral:
                return (null, TdsType.Int);
            case IntegerLiteral or NumericLiteral or StringLiteral or RealLiteral or BinaryLiteral or MoneyLiteral when ((Literal)expression).Collation is null:
                return Literals.Value((Literal)expression);
            case UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative, Expression: IntegerLiteral or NumericLiteral } or ParenthesisExpression { Expression: Literal }:
                Scalar constant = new ExpressionTranslator(NewTranslation(), scope: null).Scalar(expression);
                return (constant.Constant, constant.Type);
            case VariableReference variable:
                Variable declared = Variables[variable.Name];
                return (declared.Value, declared.Type);
        }

        (PreparedStatement statement, TdsType type) = Prepare(expression, translation =>
        {
            Scalar scalar = new ExpressionTranslator(translation, scope: null).Scalar(expression);
            return ($"SELECT {scalar.Sql}", scalar.Type);
        });
        return (SqliteTypes.FromSqlite(type, statement.Value()), type);
    }

    /// <summary>The value of an expression in a type.</summary>
    public object? Evaluate(ScalarExpression expression, TdsType type)
    {
        (object? value, TdsType from) = Evaluate(expression);
        return Conversions.Convert(value, from, type, style: 0, Session.Options.DateOrder);
    }

    /// <summary>Whether a condition holds; unknown is no.</summary>
    public bool Test(BooleanExpression condition) => Prepare(condition, translation =>
        ($"SELECT {new ExpressionTranslator(translation, scope: null).Condition(condition)}", true)).Statement.Value() is 1L;

    /// <summary>Declares the variables of all DECLAREs in the batch: they are there from its start, whichever branch runs.</summary>
    /// <exception cref="SqlErrorException">134, 2715.</exception>
    public void DeclareAll(IEnumerable<TSqlStatement> statements)
    {
        foreach (TSqlStatement statement in statements)
            statement.Accept(new DeclarationVisitor(Variables));
    }

    public Translation NewTranslation() => new(Session, Variables);

    /// <summary>
    /// The prepared form of a fragment with what its translator found out: made now, or the one made before when nothing changed since.
    /// </summary>
    public (PreparedStatement Statement, T Facts) Prepare<T>(TSqlFragment fragment, Func<Translation, (string Sql, T Facts)> translate)
        where T : notnull
    {
        if (_prepared.TryGetValue(fragment, out var known))
        {
            if (known.Statement.Epoch == Session.Connection.Epoch)
                return (known.Statement, (T)known.Facts);
            _prepared.Remove(fragment);
            known.Statement.Dispose();
        }

        Translation translation = NewTranslation();
        (string sql, T facts) = translate(translation);
        var statement = new PreparedStatement(translation, sql);
        _prepared.Add(fragment, (statement, facts));
        return (statement, facts);
    }

    /// <summary>Lets go of all prepared statements, as the databases they use are about to be detached.</summary>
    public void Forget()
    {
        foreach ((PreparedStatement statement, _) in _prepared.Values)
            statement.Dispose();
        _prepared.Clear();
    }

    /// <summary>Lets go of every database, for a statement that changes files. No transaction is open.</summary>
    public void Release()
    {
        Forget();
        Session.Connection.DetachAll();
    }

    public void Dispose() => Forget();

    private sealed class DeclarationVisitor(Variables variables) : TSqlFragmentVisitor
    {
        public override void Visit(DeclareVariableStatement node)
        {
            for (int i = 0; i < node.Declarations.Count; i++)
                variables.Declare(node.Declarations[i].VariableName.Value, TypeNames.InDeclaration(node.Declarations[i].DataType, i + 1));
        }
    }
}
