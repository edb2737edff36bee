using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Operators that SQLite does not have or means otherwise; no words of T-SQL, called by the translator only.</summary>
internal static class OperatorFunctions
{
    public const string DivideIntegers = "INT/";
    public const string RemainderOfIntegers = "INT%";
    public const string DivideFloats = "FLOAT/";
    public const string AddDays = "DAYS+";
    public const string SubtractDays = "DAYS-";
    public const string TooManyRows = "ONE_ROW";

    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Operator(DivideIntegers, types => TypeRules.Arithmetic('/', types[0], types[1]), (_, a) => Divisor(a[1]) is var by && Whole(a[0]) == long.MinValue && by == -1
            ? throw SqlErrors.Overflow("bigint") : Whole(a[0]) / by),
        Operator(RemainderOfIntegers, types => TypeRules.Arithmetic('%', types[0], types[1]), (_, a) => Divisor(a[1]) is var by && by == -1 ? 0L : Whole(a[0]) % by),
        Operator(DivideFloats, _ => TdsType.Float, (_, a) => Float(a[1]) is 0 ? throw SqlErrors.DivideByZero() : Float(a[0]) / Float(a[1])),
        Exact('+', (x, y) => x + y),
        Exact('-', (x, y) => x - y),
        Exact('*', (x, y) => x * y),
        Exact('/', (x, y) => y == 0 ? throw SqlErrors.DivideByZero() : x / y),
        Exact('%', (x, y) => y == 0 ? throw SqlErrors.DivideByZero() : x % y),
        Days(AddDays, sign: 1),
        Days(SubtractDays, sign: -1),
        Operator(TooManyRows, types => types[0], (_, _) => throw SqlErrors.SubqueryReturnedMore()) with { Parameters = [Any], Least = 1, Most = 1, NullIfAnyNull = false },
    ];

    /// <summary>Name of an operator on exact numbers.</summary>
    public static string OnExact(char operation) => "EXACT" + operation;

    private static SqlFunction Exact(char operation, Func<decimal, decimal, decimal> compute) => new(OnExact(operation), [Any, Any],
        types => TypeRules.Arithmetic(operation, types[0], types[1]),
        types =>
        {
            TdsType result = TypeRules.Arithmetic(operation, types[0], types[1]);
            TdsType unlimited = TdsType.Decimal(38, 10);
            return (_, a) => Conversions.Convert(compute(Decimal(a[0]), Decimal(a[1])), unlimited, result);
        })
    { IsPublic = false };

    private static SqlFunction Days(string name, int sign) => new(name, [TdsType.DateTime, TdsType.DateTime], _ => TdsType.DateTime, _ => (_, a) =>
        new DateTime(1900, 1, 1).AddTicks(((DateTime)a[0]!).Ticks - Epoch + (sign * (((DateTime)a[1]!).Ticks - Epoch))))
    { IsPublic = false };

    private static SqlFunction Operator(string name, Func<IReadOnlyList<TdsType>, TdsType> result, FunctionBody body) =>
        new(name, [Any, Any], result, _ => body) { IsPublic = false };

    private static long Epoch => new DateTime(1900, 1, 1).Ticks;

    private static long Divisor(object? value) => Whole(value) is var number && number != 0 ? number : throw SqlErrors.DivideByZero();

    private static long Whole(object? value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private static double Float(object? value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    private static decimal Decimal(object? value) => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture);
}
